"""The whole batch was flattened into one row.

`x.view(-1)`, `x.flatten()` and `torch.flatten(x)` flatten every dim, the batch
too. A `Linear` takes what is left for one sample with far too many features.

Fix: Say where to begin: `x.flatten(1)` keeps dim 0. `nn.Flatten()`, the
module, begins there by itself.

Tempting: Build the layer for the whole batch. It runs, makes one prediction
for all images together, and fails as soon as a batch is smaller.
"""

import torch
from torch import nn

MESSAGE = (
    "mat1 and mat2 shapes cannot be multiplied ({1}x{B*C*H*W} and {C*H*W}x{K})"
)
READ = (
    "{1}x{B*C*H*W} is your input as a matrix: with {1} for its rows, all "
    "images have become one, or only one sample came in",
    "if {B*C*H*W} is {C*H*W} times your batch size, this is the cause",
)
ALSO = {
    "size mismatch, m1: [{1} x {B*C*H*W}], m2: [{C*H*W} x {K}]": "torch 1.7",
}
PHASE = "forward"
MODELS = ("cnn", "vae")
SEE = ("view-reshape-flatten",)


def broken():
    B, C, H, W, K = 4, 3, 8, 12, 10
    images = torch.rand(B, C, H, W)     # (B, C, H, W)
    head = nn.Linear(C * H * W, K)
    x = torch.flatten(images)           # (B*C*H*W,)
    return head(x)


def fixed():
    B, C, H, W, K = 4, 3, 8, 12, 10
    images = torch.rand(B, C, H, W)     # (B, C, H, W)
    head = nn.Linear(C * H * W, K)
    x = torch.flatten(images, 1)        # (B, C*H*W)
    return head(x)                      # (B, K)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    print(f"fixed {tuple(fixed().shape)}")


if __name__ == "__main__":
    main()
