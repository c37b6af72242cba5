"""`torch.tensor(x)` of a tensor makes a copy that no gradient passes through.

`torch.tensor` reads values and starts anew, so whatever `x` was computed from
gets no gradient by this way. PyTorch warns, once, and the model trains
without that part.

Fix: Use `x` as it is: it is a tensor already. For another dtype or device
`x.to(...)`. For a copy on purpose, `x.detach().clone()` says so.

Tempting: `torch.tensor(x, requires_grad=True)`. It records from here on, and
what stands before it still gets nothing.

Check: Give the function a tensor that records, and see that the result does.
"""

import torch

MESSAGE = "To copy construct from a tensor, it is recommended to use"
PHASE = "forward"
SYMPTOM = "a part of the model does not learn"
MODELS = ("vae",)
SEE = ("into-and-out-of-tensors", "make-tensors")


def broken():
    def mixed(rate, a, b):
        B, D = a.shape
        rate = torch.tensor(rate.sigmoid())     # ()
        return rate * a + (1 - rate) * b        # (B, D)

    return mixed


def fixed():
    def mixed(rate, a, b):
        B, D = a.shape
        rate = rate.sigmoid()                   # ()
        return rate * a + (1 - rate) * b        # (B, D)

    return mixed


def check(mixed):
    B, D = 2, 4
    rate = torch.zeros((), requires_grad=True)  # ()
    x = mixed(rate, torch.zeros(B, D), torch.ones(B, D))  # (B, D)
    assert x.requires_grad, "no gradient will reach the rate"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
