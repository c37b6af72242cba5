"""The layer wants another number of features than the input has.

A `Linear` multiplies the last dim of its input away. That dim has to be the
layer's `in_features`, whatever stands before it. Here each image has `C*H*W`
numbers, and the layer was built for as many as a smaller image has.

Fix: Read the size off the tensor that arrives, or work it out from the sizes
it is made of, and build the layer with that.

Tempting: Cut the input to what the layer takes. It runs, and a part of every
image is never looked at.
"""

import torch
from torch import nn

MESSAGE = (
    "mat1 and mat2 shapes cannot be multiplied ({B}x{C*H*W} and {D}x{K})"
)
READ = (
    "{B}x{C*H*W} is your input as a matrix: {B} rows that end in {C*H*W}",
    "{D}x{K} is the layer's weight, transposed: it takes {D} and gives {K}",
)
ALSO = {
    "size mismatch, m1: [{B} x {C*H*W}], m2: [{D} x {K}]": "torch 1.7",
    "Function AddmmBackward returned an invalid gradient at index 1 - "
    "got [{B}, {D}] but expected shape compatible with [{B}, {C*H*W}]":
        "torch 1.9 on a GPU, in backward",
    "Function MmBackward returned an invalid gradient at index 0 - "
    "got [{B}, {D}] but expected shape compatible with [{B}, {C*H*W}]":
        "the same without a bias",
}
PHASE = "forward"
MODELS = ("cnn", "vae")
SEE = ("matmul-bmm-linear-einsum",)


def broken():
    B, C, H, W, D, K = 4, 3, 8, 12, 256, 10
    images = torch.rand(B, C, H, W)     # (B, C, H, W)
    head = nn.Linear(D, K)
    x = images.flatten(1)               # (B, C*H*W)
    return head(x)


def fixed():
    B, C, H, W, K = 4, 3, 8, 12, 10
    images = torch.rand(B, C, H, W)     # (B, C, H, W)
    head = nn.Linear(C * H * W, K)
    x = images.flatten(1)               # (B, C*H*W)
    return head(x)                      # (B, K)


def tempting():
    B, C, H, W, D, K = 4, 3, 8, 12, 256, 10
    images = torch.rand(B, C, H, W)     # (B, C, H, W)
    head = nn.Linear(D, K)
    x = images.flatten(1)[:, :D]        # (B, D)
    return head(x)                      # (B, K)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
