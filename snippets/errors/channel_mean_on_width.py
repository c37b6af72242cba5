"""One number per channel, lined up with the width of the image.

Shapes are compared from the right. The last dim of `(B, C, H, W)` is the
width, so that is what your `(C,)` numbers are held against. An image as wide
as it has channels would let it pass, and be normalised by column.

Fix: Give the numbers the dims to their right: `mean[:, None, None]`, or
`mean.view(1, -1, 1, 1)`. Or take the mean with `keepdim=True`.

Tempting: One mean for all channels, or none. It runs, and a model that was
trained on normalised channels gets numbers it has never seen.
"""

import torch

MESSAGE = (
    "The size of tensor a ({W}) must match the size of tensor b ({C}) "
    "at non-singleton dimension {dim:any}"
)
READ = (
    "{W} is the size of dim {dim} in the first tensor, {C} what the second "
    "has there, once both are lined up on the right",
    "look for {C} in the second shape: is it the dim you meant to meet?",
)
PHASE = "load data"
MODELS = ("cnn", "vae", "unet")
SEE = ("broadcasting", "unsqueeze-squeeze-expand")


def broken():
    B, C, H, W = 4, 3, 8, 12
    images = torch.rand(B, C, H, W)     # (B, C, H, W)
    mean = images.mean(dim=(0, 2, 3))   # (C,)
    return images - mean


def fixed():
    B, C, H, W = 4, 3, 8, 12
    images = torch.rand(B, C, H, W)     # (B, C, H, W)
    mean = images.mean(dim=(0, 2, 3))   # (C,)
    mean = mean[:, None, None]          # (C, 1, 1)
    return images - mean                # (B, C, H, W)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
