"""The gradient handed to backward has another shape than what it is for.

backward on many numbers wants one weight for each of them, so the argument has
the shape of the tensor. The model gives (B, K), and the weights were made
as (B,).

Fix: Make them from the tensor itself: `torch.ones_like(y)`. Or write the loss
that is meant, `y.sum()` or `y.mean()`, and backward needs no argument.

Tempting: `y.backward(torch.ones(1))`, copied from an old tutorial. It fits a
tensor of shape (1,) and no other.
"""

import torch
from torch import nn

MESSAGE = (
    "Mismatch in shape: grad_output[{i:any}] has a shape of "
    "torch.Size({weights:shape}) and output[{j:any}] has a shape of "
    "torch.Size({y:shape})"
)
READ = (
    "{weights} is what you handed to backward",
    "{y} is the tensor that you called it on: make it this shape",
)
PHASE = "backward"
SEE = ("the-training-loop", "losses-and-sampling")


def broken():
    B, D, K = 4, 6, 3
    x = torch.rand(B, D, requires_grad=True)    # (B, D)
    y = nn.Linear(D, K)(x)                      # (B, K)
    weights = torch.ones(B)                     # (B,)
    y.backward(weights)


def fixed():
    B, D, K = 4, 6, 3
    x = torch.rand(B, D, requires_grad=True)    # (B, D)
    y = nn.Linear(D, K)(x)                      # (B, K)
    weights = torch.ones_like(y)                # (B, K)
    y.backward(weights)
    return x.grad                               # (B, D)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
