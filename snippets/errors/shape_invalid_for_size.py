"""The numbers don't fit into that shape: more or fewer than it multiplies to.

`view` and `reshape` regroup numbers. They neither drop nor make any. The shape
here was worked out for another image size, so its rows don't divide what
arrives.

Fix: Keep the batch and let the rest follow: `x.flatten(1)`. Then build the
next layer for the size that comes out.

Tempting: Try numbers until it runs. Any divisor does, -1 takes up the rest,
and the batch now has another size than the targets.
"""

import torch

MESSAGE = (
    "shape '{asked:shape}' is invalid for input of size {B*C*H*W}"
)
READ = (
    "{B*C*H*W} is how many numbers the tensor has, batch included",
    "{asked} is what you asked for: its sizes have to multiply to {B*C*H*W}, "
    "or, with a -1 among them, the others have to divide it",
)
ALSO = {
    "size '{asked:shape}' is invalid for input with {B*C*H*W} elements":
        "torch 0.4",
}
PHASE = "forward"
MODELS = ("cnn", "vae", "audio")
SEE = ("view-reshape-flatten", "pad-pool-resize")


def broken():
    B, C, H, W = 4, 16, 6, 8
    x = torch.rand(B, C, H, W)     # (B, C, H, W)
    asked = (-1, C * 5 * 5)
    return x.view(asked)


def fixed():
    B, C, H, W = 4, 16, 6, 8
    x = torch.rand(B, C, H, W)     # (B, C, H, W)
    return x.flatten(1)            # (B, C*H*W)


def tempting():
    B, C, H, W, D = 4, 16, 6, 8, 256
    x = torch.rand(B, C, H, W)     # (B, C, H, W)
    return x.view(-1, D)           # (n, D), where n = B*C*H*W/D


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    print(f"fixed {tuple(fixed().shape)}")
    print(f"tempting {tuple(tempting().shape)}")


if __name__ == "__main__":
    main()
