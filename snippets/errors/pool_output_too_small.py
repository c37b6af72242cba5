"""Pooling has no whole window left: the image is used up by the layers before.

Each pooling by 2 halves the height and the width, and rounds down. After a few
of them one pixel is left, and a window of 2 gives zero pixels. A dim of size 1
that is no image dim at all does the same: a `MaxPool2d` on a sequence.

Fix: Pool less often, or start from larger images. Where one number per channel
is wanted, `nn.AdaptiveAvgPool2d(1)` takes whatever is left.

Tempting: `ceil_mode=True`. It keeps the one pixel, so this layer and all that
follow do nothing, on small images only.
"""

import torch
from torch import nn

MESSAGE = (
    "Given input size: ({before:text}). "
    "Calculated output size: ({after:text}). Output size is too small"
)
READ = (
    "({before}) is what arrives: channels, height and width",
    "({after}) is what would be left of it: a 0 is nothing",
)
ALSO = {
    "max_pool1d() Invalid computed output size: 0": "MaxPool1d",
}
PHASE = "forward"
MODELS = ("cnn", "unet")
SEE = ("pad-pool-resize",)


def broken():
    B, C, H, W, pools = 4, 8, 12, 20, 4
    x = torch.rand(B, C, H, W)          # (B, C, H, W)
    net = nn.Sequential(*[nn.MaxPool2d(2) for _ in range(pools)])
    return net(x)


def fixed():
    B, C, H, W, pools = 4, 8, 12, 20, 2
    x = torch.rand(B, C, H, W)          # (B, C, H, W)
    net = nn.Sequential(*[nn.MaxPool2d(2) for _ in range(pools)])
    n = 2 ** pools
    x = net(x)                          # (B, C, H//n, W//n)
    x = nn.AdaptiveAvgPool2d(1)(x)      # (B, C, 1, 1)
    return x.flatten(1)                 # (B, C)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
