"""Cut an image into patches and lay each one out as a token.

You meet it in every vision transformer, and a masked autoencoder does it
twice: once to see the patches, once to be told what they should be.
"""

import torch
from torch.nn import functional as F

MINUTES = 12
HINTS = (
    "Split H into rows of patches and rows within one, and W likewise.",
    "reshape(B, C, H // ps, ps, W // ps, ps) moves nothing. Then permute.",
    "permute(0, 2, 4, 1, 3, 5), then reshape to (B, P, C * ps * ps).",
)


def patchify(image, ps):
    """Turn an image (B, C, H, W) into tokens (B, P, C*ps*ps).

    P = H/ps * W/ps patches of ps by ps pixels, row by row. A token holds the
    patch of the first channel, row by row, then that of the next one.
    """
    B, C, H, W = image.shape                # (B, C, H, W)
    h, w = H // ps, W // ps
    x = image.reshape(B, C, h, ps, w, ps)   # (B, C, h, ps, w, ps)
    x = x.permute(0, 2, 4, 1, 3, 5)         # (B, h, w, C, ps, ps)
    return x.reshape(B, h * w, -1)          # (B, h*w, C*ps*ps)


def wrong_reshape(image, ps):
    """Right shape, wrong numbers: one reshape cuts the image into strips."""
    B, C, H, W = image.shape
    return image.reshape(B, H // ps * (W // ps), C * ps * ps)


def wrong_channels_last(image, ps):
    """Each patch is right, but has its channels last: C comes first."""
    B, C, H, W = image.shape
    x = image.reshape(B, C, H // ps, ps, W // ps, ps)
    return x.permute(0, 2, 4, 3, 5, 1).reshape(B, -1, C * ps * ps)


def wrong_column_by_column(image, ps):
    """The patches go column by column: the row of a patch comes first."""
    B, C, H, W = image.shape
    x = image.reshape(B, C, H // ps, ps, W // ps, ps)
    return x.permute(0, 4, 2, 1, 3, 5).reshape(B, -1, C * ps * ps)


def wrong_turned(image, ps):
    """Each patch is turned on its side: its rows come before its columns."""
    B, C, H, W = image.shape
    x = image.reshape(B, C, H // ps, ps, W // ps, ps)
    return x.permute(0, 2, 4, 1, 5, 3).reshape(B, -1, C * ps * ps)


def wrong_every_other(image, ps):
    """A patch's pixels are neighbours: split H into (H // ps, ps)."""
    B, C, H, W = image.shape
    x = image.reshape(B, C, ps, H // ps, ps, W // ps)
    return x.permute(0, 3, 5, 1, 2, 4).reshape(B, -1, C * ps * ps)


def wrong_only_rows(image, ps):
    """Only the patch's row was moved: bring its column, dim 4, along."""
    B, C, H, W = image.shape
    x = image.reshape(B, C, H // ps, ps, W // ps, ps)
    return x.permute(0, 2, 1, 3, 4, 5).reshape(B, -1, C * ps * ps)


def wrong_features_first(image, ps):
    """The features come before the patches, as unfold has them: swap them."""
    return F.unfold(image, ps, stride=ps)


def wrong_grid(image, ps):
    """The patches are still in a grid: join its rows and columns into P."""
    B, C, H, W = image.shape
    x = image.reshape(B, C, H // ps, ps, W // ps, ps)
    return x.permute(0, 2, 4, 1, 3, 5).flatten(3)


def wrong_square(image, ps):
    """Images needn't be square: take H // ps rows and W // ps columns."""
    B, C, H, W = image.shape
    x = image.reshape(B, C, H // ps, ps, H // ps, ps)
    return x.permute(0, 2, 4, 1, 3, 5).reshape(B, -1, C * ps * ps)


def check(patchify):
    sizes = [(1, 3, 4, 6, 2), (2, 1, 6, 3, 3), (3, 2, 4, 8, 4), (2, 3, 1, 2, 1)]
    for B, C, H, W, ps in sizes:
        image = torch.arange(B * C * H * W).reshape(B, C, H, W).float()
        wanted = F.unfold(image, ps, stride=ps).mT
        made = patchify(image, ps)
        P = H // ps * (W // ps)
        assert made.shape == (B, P, C * ps * ps), "the shape is (B, P, C*ps*ps)"
        assert made.equal(wanted), "each token is one patch, channel by channel"
        image = image.contiguous(memory_format=torch.channels_last)
        made = patchify(image, ps)
        assert made.equal(wanted), "images may lie in memory in any order"


def main():
    B, C, H, W, ps = 6, 3, 8, 20, 4
    image = torch.rand(B, C, H, W)   # (B, C, H, W)
    tokens = patchify(image, ps)     # (B, P, C*ps*ps), where P = H/ps * W/ps
    print(f"image {tuple(image.shape)}, tokens {tuple(tokens.shape)}")
    check(patchify)


if __name__ == "__main__":
    main()
