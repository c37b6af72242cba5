"""`PixelShuffle` makes pixels out of channels, and the channels don't add up.

For an image twice as wide and high, each pixel becomes four, and their numbers
come from four channels. So the channels have to be a multiple of the square of
the factor.

Fix: Let the convolution before it give `C * r**2` channels, where `C` is what
you want afterwards.

Tempting: `F.interpolate` instead. It takes any number of channels; it also has
nothing to learn, which was the point of the layer.
"""

import torch
from torch import nn

MESSAGE = (
    "pixel_shuffle expects its input's 'channel' dimension to be divisible by "
    "the square of upscale_factor, but input.size(-3)={D} "
    "is not divisible by {r**2}"
)
READ = (
    "{D} is how many channels it got",
    "{r**2} is the square of the factor: so many channels become one",
)
PHASE = "forward"
MODELS = ("unet",)
SEE = ("pad-pool-resize", "view-reshape-flatten")


def broken():
    B, C, D, H, W, r = 2, 3, 10, 8, 12, 2
    x = torch.rand(B, C, H, W)          # (B, C, H, W)
    x = nn.Conv2d(C, D, 1)(x)           # (B, D, H, W)
    return nn.PixelShuffle(r)(x)


def fixed():
    B, C, D, H, W, r = 2, 3, 10, 8, 12, 2
    x = torch.rand(B, C, H, W)          # (B, C, H, W)
    x = nn.Conv2d(C, D * r**2, 1)(x)    # (B, D*r**2, H, W)
    return nn.PixelShuffle(r)(x)        # (B, D, H*r, W*r)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
