"""The features stand in the middle, and a Linear reads the last dim.

A `Conv1d`, and many a data loader, has channels before time: (B, D, L). The
last dim is then the length of the sequence, and a `Linear` takes it for the
features.

Fix: Move the features to the end: `x.transpose(1, 2)`. Move them back after
the layer if the next one is a convolution.

Tempting: `reshape` to (B, L, D). The shape is right and the numbers are not:
each row mixes a few moments of one channel.
"""

import torch
from torch import nn

MESSAGE = (
    "mat1 and mat2 shapes cannot be multiplied ({B*D}x{L} and {D}x{K})"
)
READ = (
    "{L} is the last dim of what came in",
    "{B*D} is its other dims multiplied; if {D} divides it, look for the "
    "features among them",
    "{D}x{K} is the layer's weight, transposed: it takes {D} and gives {K}",
)
ALSO = {
    "size mismatch, m1: [{B*D} x {L}], m2: [{D} x {K}]": "torch 1.7",
}
PHASE = "forward"
MODELS = ("audio", "vit")
SEE = ("transpose-permute", "matmul-bmm-linear-einsum")


def broken():
    B, L, D, K = 4, 24, 16, 10
    conv = nn.Conv1d(1, D, 3, padding=1)
    head = nn.Linear(D, K)
    wave = torch.rand(B, 1, L)              # (B, 1, L)
    x = conv(wave)                          # (B, D, L)
    return head(x)


def fixed():
    B, L, D, K = 4, 24, 16, 10
    conv = nn.Conv1d(1, D, 3, padding=1)
    head = nn.Linear(D, K)
    wave = torch.rand(B, 1, L)              # (B, 1, L)
    x = conv(wave)                          # (B, D, L)
    return head(x.transpose(1, 2))          # (B, L, K)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
