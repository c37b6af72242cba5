"""Pad an image until patches fit into it, and not one pixel further.

You meet it where images of any size go into a model that cuts patches, such
as Swin or SAM.
"""

import torch
from torch.nn import functional as F

MINUTES = 8
HINTS = (
    "How many columns are missing? None, where ps divides W.",
    "(-W) % ps is that number. Try it in Python for a few sizes.",
    "F.pad begins with the last dim: (left, right, top, bottom).",
)


def pad_to_patches(image, ps):
    """Add zeros to an image (B, C, H, W) until ps divides H and W.

    They go to the right and to the bottom, as few as possible.
    """
    B, C, H, W = image.shape                     # (B, C, H, W)
    right, bottom = -W % ps, -H % ps
    return F.pad(image, (0, right, 0, bottom))   # (B, C, H+bottom, W+right)


def wrong_height_first(image, ps):
    """F.pad begins with the last dim: columns come first, then rows."""
    B, C, H, W = image.shape
    return F.pad(image, (0, -H % ps, 0, -W % ps))


def wrong_one_too_many(image, ps):
    """Where ps divides a size, you added a whole patch: (-W) % ps is 0."""
    B, C, H, W = image.shape
    return F.pad(image, (0, ps - W % ps, 0, ps - H % ps))


def wrong_remainder(image, ps):
    """W % ps counts the columns that stick out: (-W) % ps are missing."""
    B, C, H, W = image.shape
    return F.pad(image, (0, W % ps, 0, H % ps))


def wrong_top_left(image, ps):
    """The zeros came left and top: in each pair, the end is second."""
    B, C, H, W = image.shape
    return F.pad(image, (-W % ps, 0, -H % ps, 0))


def wrong_cropped(image, ps):
    """You cut off what doesn't fit: pad, so that no pixel is lost."""
    B, C, H, W = image.shape
    return image[:, :, : H - H % ps, : W - W % ps]


def wrong_only_columns(image, ps):
    """Only the columns were padded: two numbers are for the last dim."""
    B, C, H, W = image.shape
    return F.pad(image, (0, -W % ps))


def wrong_copied_edge(image, ps):
    """The edge was copied outwards: here the padding is zeros."""
    B, C, H, W = image.shape
    return F.pad(image, (0, -W % ps, 0, -H % ps), mode="replicate")


def wrong_stretched(image, ps):
    """You stretched the image: its pixels stay where and what they are."""
    B, C, H, W = image.shape
    return F.interpolate(image, size=(H + -H % ps, W + -W % ps))


def check(pad_to_patches):
    sizes = [(1, 2, 3, 6, 5), (2, 1, 4, 6, 4), (3, 2, 6, 3, 3), (2, 3, 1, 2, 5)]
    for B, C, H, W, ps in sizes:
        image = 1 + torch.arange(B * C * H * W).reshape(B, C, H, W).float()
        h, w = H, W
        while h % ps:
            h += 1
        while w % ps:
            w += 1
        made = pad_to_patches(image, ps)
        assert made.shape == (B, C, h, w), "no more is added than ps needs"
        assert made[:, :, :H, :W].equal(image), "the image is top left"
        wanted = torch.zeros(B, C, h, w)
        wanted[:, :, :H, :W] = image
        assert made.equal(wanted), "the rest is zeros"


def main():
    B, C, H, W, ps = 2, 3, 10, 13, 4
    image = torch.rand(B, C, H, W)   # (B, C, H, W)
    padded = pad_to_patches(image, ps)
    B, C, h, w = padded.shape        # (B, C, h, w)
    assert h % ps == 0 and w % ps == 0
    print(f"image {tuple(image.shape)}, padded {tuple(padded.shape)}")
    check(pad_to_patches)


if __name__ == "__main__":
    main()
