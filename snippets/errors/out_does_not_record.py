"""`out=` writes a result into a tensor, and backward can't follow that.

An operation with `out=` fills memory that is already there. Autograd needs a
new tensor for each result, one that knows what it was computed from. An
argument that asks for gradients, a weight for example, is enough to refuse.

Fix: Drop `out=` and take what is returned. Where the memory matters, and
nothing is learned there, keep `out=` and work under `torch.no_grad()`.

Tempting: `no_grad` around a line of training. It runs, and the weight gets no
gradient from it.
"""

import torch
from torch import nn

MESSAGE = (
    "functions with out=... arguments don't support automatic "
    "differentiation, but one of the arguments requires grad"
)
PHASE = "forward"
SYMPTOM = "a part of the model does not learn"
SEE = ("matmul-bmm-linear-einsum", "cat-stack-chunk-split")


def broken():
    B, D, K = 4, 6, 3
    weight = nn.Parameter(torch.rand(D, K))     # (D, K)
    x = torch.rand(B, D)                        # (B, D)
    y = torch.empty(B, K)                       # (B, K)
    torch.matmul(x, weight, out=y)


def fixed():
    B, D, K = 4, 6, 3
    weight = nn.Parameter(torch.rand(D, K))     # (D, K)
    x = torch.rand(B, D)                        # (B, D)
    y = torch.matmul(x, weight)                 # (B, K)
    y.sum().backward()
    return weight.grad                          # (D, K)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
