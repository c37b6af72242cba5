"""A tensor was unpacked like a tuple, and it came apart along its batch.

The encoder returns one tensor with mean and log-variance side by side.
Unpacking a tensor goes over dim 0: one value per sample. With a batch of two
this would not raise, and the second sample would be taken for the variance.

Fix: Split it along the dim where the two stand: `chunk(2, dim=1)`. If a shape
stands on the right, the tensor has more dims than you have names.

Tempting: `mean, logvar, *_ = ...` swallows the rest, and keeps two samples.
"""

import torch
from torch import nn

MESSAGE = "too many values to unpack (expected {2})"
READ = (
    "{2} names stand on the left of the `=`; the right side has more values",
)
ALSO = {
    "too many values to unpack (expected {2}, got": "Python 3.14",
}
PHASE = "forward"
MODELS = ("vae",)
SEE = ("cat-stack-chunk-split",)


def broken():
    B, D = 8, 16
    encoder = nn.Linear(D, 2 * D)
    x = torch.rand(B, D)                            # (B, D)
    mean, logvar = encoder(x)
    return mean, logvar


def fixed():
    B, D = 8, 16
    encoder = nn.Linear(D, 2 * D)
    x = torch.rand(B, D)                            # (B, D)
    mean, logvar = encoder(x).chunk(2, dim=1)       # each (B, D)
    return mean, logvar


def tempting():
    B, D = 8, 16
    encoder = nn.Linear(D, 2 * D)
    x = torch.rand(B, D)                            # (B, D)
    mean, logvar, *_ = encoder(x)
    return mean                                     # (2*D,)


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    print(f"fixed {tuple(fixed()[0].shape)}")
    print(f"tempting {tuple(tempting().shape)}")


if __name__ == "__main__":
    main()
