"""`permute` wants each dim once, and got one of them twice.

Its numbers say where each dim of the result comes from, so they are all the
dims in a new order. Two of the same are a slip, often between a dim counted
from the front and the same one from the end.

Fix: Count either from the front or from the end. For two dims alone,
`transpose(1, 2)` says what you mean.
"""

import torch

MESSAGE = "permute(): duplicate dims are not allowed."
PHASE = "forward"
MODELS = ("vit",)
SEE = ("transpose-permute",)


def broken():
    B, H, W, C = 2, 8, 12, 3
    image = torch.rand(B, H, W, C)      # (B, H, W, C)
    return image.permute(0, 3, 1, -1)


def fixed():
    B, H, W, C = 2, 8, 12, 3
    image = torch.rand(B, H, W, C)      # (B, H, W, C)
    return image.permute(0, 3, 1, 2)    # (B, C, H, W)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
