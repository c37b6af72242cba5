"""Cut a video into small boxes of time and space, one token for each.

You meet it in ViViT and VideoMAE, and in every model that makes videos from
patches.
"""

import torch
from torch import nn

MINUTES = 12
HINTS = (
    "Split each of T, H and W in two dims: how many boxes, how large a box.",
    "reshape(B, C, T//pt, pt, H//ps, ps, W//ps, ps), then one permute.",
    "permute(0, 2, 4, 6, 1, 3, 5, 7), then flatten the box, then the grid.",
)


def tubelets(video, pt, ps):
    """Cut a video (B, C, T, H, W) into boxes of pt frames, ps x ps pixels.

    Return (B, P, C*pt*ps*ps): boxes in reading order, time first, then rows,
    then columns. Inside a box the order is that of the video: C, pt, ps, ps.
    """
    B, C, T, H, W = video.shape                    # (B, C, T, H, W)
    t, h, w = T // pt, H // ps, W // ps
    x = video.reshape(B, C, t, pt, h, ps, w, ps)   # (B, C, t, pt, h, ps, w, ps)
    x = x.permute(0, 2, 4, 6, 1, 3, 5, 7)          # (B, t, h, w, C, pt, ps, ps)
    x = x.flatten(4)                               # (B, t, h, w, C*pt*ps*ps)
    return x.flatten(1, 3)                         # (B, t*h*w, C*pt*ps*ps)


def wrong_reshape(video, pt, ps):
    """Right shape, wrong numbers: reshape alone never leaves the reading
    order. Split the dims, permute, and only then flatten."""
    B, C, T, H, W = video.shape
    return video.reshape(B, -1, C * pt * ps * ps)


def wrong_columns_first(video, pt, ps):
    """The boxes run down the columns: rows come before columns."""
    B, C, T, H, W = video.shape
    x = video.reshape(B, C, T // pt, pt, H // ps, ps, W // ps, ps)
    return x.permute(0, 2, 6, 4, 1, 3, 5, 7).flatten(4).flatten(1, 3)


def wrong_time_last(video, pt, ps):
    """The boxes of one place follow each other: time comes first."""
    B, C, T, H, W = video.shape
    x = video.reshape(B, C, T // pt, pt, H // ps, ps, W // ps, ps)
    return x.permute(0, 4, 6, 2, 1, 3, 5, 7).flatten(4).flatten(1, 3)


def wrong_channels_last(video, pt, ps):
    """Inside a box the channels come last: here they come first."""
    B, C, T, H, W = video.shape
    x = video.reshape(B, C, T // pt, pt, H // ps, ps, W // ps, ps)
    return x.permute(0, 2, 4, 6, 3, 5, 7, 1).flatten(4).flatten(1, 3)


def wrong_turned(video, pt, ps):
    """The pixels of a box are turned on their side: rows before columns."""
    B, C, T, H, W = video.shape
    x = video.reshape(B, C, T // pt, pt, H // ps, ps, W // ps, ps)
    return x.permute(0, 2, 4, 6, 1, 3, 7, 5).flatten(4).flatten(1, 3)


def wrong_every_nth(video, pt, ps):
    """A box holds every n-th frame and pixel, not neighbours: when you split
    a dim, the number of boxes comes before the size of a box."""
    B, C, T, H, W = video.shape
    x = video.reshape(B, C, pt, T // pt, ps, H // ps, ps, W // ps)
    return x.permute(0, 3, 5, 7, 1, 2, 4, 6).flatten(4).flatten(1, 3)


def wrong_grid_kept(video, pt, ps):
    """A transformer wants one dim of tokens: flatten the grid as well."""
    B, C, T, H, W = video.shape
    x = video.reshape(B, C, T // pt, pt, H // ps, ps, W // ps, ps)
    return x.permute(0, 2, 4, 6, 1, 3, 5, 7).flatten(4)


def wrong_cube(video, pt, ps):
    """The box is ps frames long: T is cut by pt, only H and W by ps."""
    B, C, T, H, W = video.shape
    x = video.reshape(B, C, -1, ps, H // ps, ps, W // ps, ps)
    return x.permute(0, 2, 4, 6, 1, 3, 5, 7).flatten(4).flatten(1, 3)


def check(tubelets):
    for B, C, t, h, w, pt, ps in [
        (1, 1, 3, 1, 2, 1, 2), (1, 2, 3, 2, 4, 2, 3), (2, 3, 2, 3, 2, 4, 2)
    ]:
        T, H, W = t * pt, h * ps, w * ps
        P, D = t * h * w, C * pt * ps * ps
        video = torch.arange(float(B * P * D)).reshape(B, C, T, H, W)
        made = tubelets(video, pt, ps)
        assert made.shape == (B, P, D), "the shape is (B, P, C*pt*ps*ps)"
        first = video[:, :, :pt, :ps, :ps].reshape(B, D)
        assert made[:, 0].equal(first), "token 0 is the first box, in order"
        boxes = [
            video[:, :, a:a + pt, b:b + ps, c:c + ps].reshape(B, D)
            for a in range(0, T, pt)
            for b in range(0, H, ps)
            for c in range(0, W, ps)
        ]
        wanted = torch.stack(boxes, dim=1)
        assert made.equal(wanted), "boxes go by time, then rows, then columns"
        turned = video.transpose(1, 2).contiguous().transpose(1, 2)
        made = tubelets(turned, pt, ps)
        assert made.equal(wanted), "the video may lie in memory in any order"
        torch.manual_seed(B)
        conv = nn.Conv3d(C, 5, (pt, ps, ps), stride=(pt, ps, ps)).double()
        video = torch.randn(B, C, T, H, W, dtype=torch.float64)
        wanted = conv(video).flatten(2).mT
        made = tubelets(video, pt, ps) @ conv.weight.flatten(1).mT + conv.bias
        assert torch.allclose(made, wanted), "a Linear on them is a Conv3d"


def main():
    B, C, T, H, W = 8, 3, 14, 20, 36
    pt, ps = 2, 4
    t, h, w = T // pt, H // ps, W // ps
    video = torch.rand(B, C, T, H, W)              # (B, C, T, H, W)
    tokens = tubelets(video, pt, ps)               # (B, t*h*w, C*pt*ps*ps)
    print(f"{tuple(video.shape)} became {tuple(tokens.shape)}")
    check(tubelets)


if __name__ == "__main__":
    main()
