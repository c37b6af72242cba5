"""torch.where picks the good numbers, and the gradient is NaN all the same.

Both sides of `where` are computed. Going back, the side that was not picked
gets a gradient of 0, and 0 times the infinite slope of `log` or `sqrt` at 0 is
NaN. The loss looks fine, and one step later the weights are NaN.

Fix: Make the input safe before the operation: `x.clamp(min=1e-6).log()`, or
`torch.where` on both sides of it.

Tempting: `nan_to_num` on the result. The result was never the trouble.

Check: Numbers on the edge, here 0, go in, and the gradient comes out finite.
"""

import torch

PHASE = "backward"
SYMPTOM = "NaN or inf"
MODELS = ("audio",)
SEE = ("indexing-and-masks", "losses-and-sampling")


def broken():
    def entropy(p):
        B, K = p.shape
        each = torch.where(p > 0, p * p.log(), 0)   # (B, K)
        return -each.sum(1)                         # (B,)
    return entropy


def fixed():
    def entropy(p):
        B, K = p.shape
        safe = torch.where(p > 0, p, 1)             # (B, K)
        each = torch.where(p > 0, p * safe.log(), 0)  # (B, K)
        return -each.sum(1)                         # (B,)
    return entropy


def check(f):
    B, K = 2, 3
    p = torch.eye(B, K, requires_grad=True)         # (B, K)
    value = f(p)                                    # (B,)
    value.sum().backward()
    nans = int(p.grad.isnan().sum())
    assert nans == 0, f"{nans} of {B * K} gradients are NaN"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
