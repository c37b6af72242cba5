"""The predictions are (B, 1) and the targets are (B,).

A last `Linear(D, 1)` leaves a dim of one behind, and labels come without it.
The binary losses compare number by number and want two tensors of one shape.
They refuse here, which is kind: a loss that broadcasts would go on.

Fix: Take the last dim off the logits, `logits.squeeze(1)`, or give the target
one, `target.unsqueeze(1)`. With two outputs per sample, either one of them is
too many, or the loss you want is `cross_entropy`.

Tempting: `logits.squeeze()` without a dim. It takes every dim of one away, so
a last batch of one sample loses its batch dim too.
"""

import torch
from torch.nn import functional as F

MESSAGE = (
    "Target size (torch.Size({target:shape})) must be the same as "
    "input size (torch.Size({logits:shape}))"
)
READ = (
    "{target} is the shape of the target, the second argument",
    "{logits} is the shape of the prediction, the first argument",
)
ALSO = {
    "Using a target size (torch.Size({target:shape})) that is different to "
    "the input size (torch.Size({logits:shape})) is deprecated.": "BCELoss",
}
PHASE = "loss"
SEE = ("unsqueeze-squeeze-expand", "losses-and-sampling")


def broken():
    B, D = 6, 16
    target = torch.ones(B)                      # (B,)
    features = torch.rand(B, D)                 # (B, D)
    logits = torch.nn.Linear(D, 1)(features)    # (B, 1)
    return F.binary_cross_entropy_with_logits(logits, target)


def fixed():
    B, D = 6, 16
    target = torch.ones(B)                      # (B,)
    features = torch.rand(B, D)                 # (B, D)
    logits = torch.nn.Linear(D, 1)(features)    # (B, 1)
    logits = logits.squeeze(1)                  # (B,)
    return F.binary_cross_entropy_with_logits(logits, target)  # ()


def tempting():
    D = 16
    last = torch.rand(1, D)                     # (1, D)
    logits = torch.nn.Linear(D, 1)(last)        # (1, 1)
    return logits.squeeze()                     # ()


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()
    print(f"one sample, squeezed: {tuple(tempting().shape)}")


if __name__ == "__main__":
    main()
