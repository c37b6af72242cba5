"""Bring a skip connection back in, also where the size was odd.

You meet it in every step up of a UNet: coarse and fine come together there.
"""

import torch
from torch import nn
from torch.nn import functional as F

MINUTES = 8
HINTS = (
    "To join two images side by side in their channels, what has to be equal?",
    "Ask the skip for its size: F.interpolate(x, size=skip.shape[-2:]).",
    "conv(torch.cat([x, skip], dim=1))",
)


def up_and_skip(x, skip, conv):
    """Bring x (B, D, h, w) to the size of skip (B, C, H, W), and join them.

    Grow x by the nearest pixel, put its channels before those of the skip,
    and return what conv, a module, makes of the (B, D+C, H, W). The skip was
    halved on the way down, and H or W may have been odd.
    """
    B, D, h, w = x.shape                     # (B, D, h, w)
    B, C, H, W = skip.shape                  # (B, C, H, W)
    x = F.interpolate(x, size=(H, W))        # (B, D, H, W)
    x = torch.cat([x, skip], dim=1)          # (B, D+C, H, W)
    return conv(x)


def wrong_times_two(x, skip, conv):
    """Twice h is not always H: 5 became 2 on the way down, and 2 becomes 4.
    Ask the skip for its size."""
    x = F.interpolate(x, scale_factor=2)
    return conv(torch.cat([x, skip], dim=1))


def wrong_skip_first(x, skip, conv):
    """The channels of the skip come first: conv has learned them after x."""
    x = F.interpolate(x, size=skip.shape[-2:])
    return conv(torch.cat([skip, x], dim=1))


def wrong_added(x, skip, conv):
    """A residual is added, a skip is joined: cat along the channels."""
    return conv(F.interpolate(x, size=skip.shape[-2:]) + skip)


def wrong_skip_shrunk(x, skip, conv):
    """The skip was shrunk instead of x grown: its fine detail is why it was
    kept."""
    skip = F.interpolate(skip, size=x.shape[-2:])
    return conv(torch.cat([x, skip], dim=1))


def wrong_smooth(x, skip, conv):
    """The pixels are blended with their neighbours: mode="nearest" copies."""
    size = skip.shape[-2:]
    x = F.interpolate(x, size=size, mode="bilinear", align_corners=False)
    return conv(torch.cat([x, skip], dim=1))


def wrong_no_conv(x, skip, conv):
    """The two lie side by side and never meet: the last step is conv."""
    x = F.interpolate(x, size=skip.shape[-2:])
    return torch.cat([x, skip], dim=1)


def wrong_no_skip(x, skip, conv):
    """Zeros stand in the place of the skip: join the skip itself."""
    x = F.interpolate(x, size=skip.shape[-2:])
    return conv(torch.cat([x, torch.zeros_like(skip)], dim=1))


def wrong_repeat(x, skip, conv):
    """repeat lays whole images beside each other: each pixel has to become
    a block of pixels, as F.interpolate does it."""
    H, W = skip.shape[-2:]
    x = x.repeat(1, 1, 3, 3)[:, :, :H, :W]
    return conv(torch.cat([x, skip], dim=1))


def check(up_and_skip):
    for B, D, C, H, W in [(1, 3, 1, 2, 4), (2, 3, 2, 4, 6), (1, 2, 3, 5, 7)]:
        torch.manual_seed(H)
        h, w = H // 2, W // 2
        x = torch.arange(1.0, B * D * h * w + 1).reshape(B, D, h, w)
        skip = -torch.arange(1.0, B * C * H * W + 1).reshape(B, C, H, W)
        made = up_and_skip(x, skip, nn.Identity())
        assert made.shape == (B, D + C, H, W), "joined, it is (B, D+C, H, W)"
        rows = torch.arange(H) * h // H
        columns = torch.arange(W) * w // W
        wanted = x[:, :, rows][:, :, :, columns]
        assert made[:, :D].equal(wanted), "first x, each pixel a block"
        assert made[:, D:].equal(skip), "then the skip, as it was"
        conv = nn.Conv2d(D + C, 4, 3, padding=1)
        joined = made
        made = up_and_skip(x, skip, conv)
        assert made.equal(conv(joined)), "conv has the last word"


def main():
    B, D, C, H, W = 2, 7, 5, 9, 13
    skip = torch.rand(B, C, H, W)            # (B, C, H, W)
    x = torch.rand(B, D, H // 2, W // 2)     # (B, D, H//2, W//2)
    conv = nn.Conv2d(D + C, C, 3, padding=1)
    y = up_and_skip(x, skip, conv)           # (B, C, H, W)
    print(f"{tuple(x.shape)} became {tuple(y.shape)}")
    check(up_and_skip)


if __name__ == "__main__":
    main()
