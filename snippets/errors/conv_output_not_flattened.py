"""A convolution's output went into a Linear as an image, not as one long row.

A `Linear` reads the last dim and nothing else. Of an image that is the width,
so every row of every channel was taken for a sample of its own. That is why
the first number is so large.

Fix: Flatten all dims but the batch before the layer: `x.flatten(1)`, or
`nn.Flatten()` inside an `nn.Sequential`.

Tempting: Give the layer the number that the message asks for. It runs, and
answers once per row of pixels instead of once per image.
"""

import torch
from torch import nn

MESSAGE = (
    "mat1 and mat2 shapes cannot be multiplied ({B*D*H}x{W} and {D*H*W}x{K})"
)
READ = (
    "{W} is the last dim of what came in: the width, if it is an image",
    "{B*D*H} is all its other dims multiplied, not only your batch size",
    "{D*H*W}x{K} is the layer's weight, transposed: it takes {D*H*W} numbers",
)
ALSO = {
    "size mismatch, m1: [{B*D*H} x {W}], m2: [{D*H*W} x {K}]": "torch 1.7",
}
PHASE = "forward"
MODELS = ("cnn", "vae")
SEE = ("view-reshape-flatten", "convolutions")


def broken():
    B, C, H, W, D, K = 4, 3, 8, 12, 6, 10
    images = torch.rand(B, C, H, W)        # (B, C, H, W)
    conv = nn.Conv2d(C, D, 3, padding=1)
    head = nn.Linear(D * H * W, K)
    x = conv(images)                       # (B, D, H, W)
    return head(x)


def fixed():
    B, C, H, W, D, K = 4, 3, 8, 12, 6, 10
    images = torch.rand(B, C, H, W)        # (B, C, H, W)
    conv = nn.Conv2d(C, D, 3, padding=1)
    head = nn.Linear(D * H * W, K)
    x = conv(images)                       # (B, D, H, W)
    return head(x.flatten(1))              # (B, K)


def tempting():
    B, C, H, W, D, K = 4, 3, 8, 12, 6, 10
    images = torch.rand(B, C, H, W)        # (B, C, H, W)
    conv = nn.Conv2d(C, D, 3, padding=1)
    head = nn.Linear(W, K)
    x = conv(images)                       # (B, D, H, W)
    return head(x)                         # (B, D, H, K)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    print(f"fixed {tuple(fixed().shape)}")
    print(f"tempting {tuple(tempting().shape)}")


if __name__ == "__main__":
    main()
