"""The convolution's channels can't be shared out evenly among its groups.

With `groups` a convolution splits its channels into that many parts, each with
filters of its own. So it has to divide both: what comes in and what goes out.
A depthwise convolution has one group per input channel, and here the number
of the output's channels stands there instead.

Fix: For a depthwise convolution `groups=in_channels`, then a 1x1 convolution
that mixes the channels. Otherwise a number that divides both.

Tempting: `groups=1`. It runs: each filter then sees all channels, with many
times the weights.
"""

import torch
from torch import nn

MESSAGE = "in_channels must be divisible by groups"
ALSO = {
    "out_channels must be divisible by groups": "the other side",
}
PHASE = "build"
MODELS = ("cnn",)
SEE = ("convolutions",)


def broken():
    C, D = 3, 16
    return nn.Conv2d(C, D, 3, padding=1, groups=D)


def fixed():
    B, C, D, H, W = 4, 3, 16, 8, 12
    depthwise = nn.Conv2d(C, C, 3, padding=1, groups=C)
    mix = nn.Conv2d(C, D, 1)
    x = torch.rand(B, C, H, W)          # (B, C, H, W)
    return mix(depthwise(x))            # (B, D, H, W)


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
