"""Fill your first hole: lay the pixels of each channel out in one row.

You meet it at the entrance of every vision transformer, where an image
becomes tokens.
"""

import torch

MINUTES = 3
HINTS = (
    "Two dims stay as they are, and the two after them are joined.",
    "flatten joins dims: give it the number of the dim to start at.",
    "Dims are counted from 0, so H is dim 2: image.flatten(2).",
)


def rows_of_pixels(image):
    """Turn an image (B, C, H, W) into rows (B, C, H*W).

    Each row holds the pixels of one channel, in reading order. Put your
    code in the place of the line that raises.
    """
    B, C, H, W = image.shape   # (B, C, H, W)
    return image.flatten(2)    # (B, C, H*W)


def wrong_everything(image):
    """flatten() without a number joins all dims: say where to start."""
    return image.flatten()


def wrong_one_dim_too_early(image):
    """The channels went in too: dims are counted from 0, so H is dim 2."""
    return image.flatten(1)


def wrong_one_dim_too_late(image):
    """Nothing was joined: from dim 3 on there is only W, so start at H."""
    return image.flatten(3)


def wrong_end(image):
    """You joined the batch with the channels: start at dim 2."""
    return image.flatten(0, 1)


def wrong_tokens(image):
    """The channels come last, as in tokens: rows keep them first."""
    return image.flatten(2).transpose(1, 2)


def wrong_columns(image):
    """Each row runs down the columns: in reading order, W runs fastest."""
    return image.transpose(2, 3).flatten(2)


def wrong_first_image(image):
    """Only the first image of the batch is left: keep dim 0."""
    return image[0].flatten(1)


def check(rows_of_pixels):
    for B, C, H, W in [(1, 2, 2, 3), (2, 3, 4, 1), (3, 1, 2, 5)]:
        wanted = torch.arange(B * C * H * W).reshape(B, C, H * W)
        image = wanted.reshape(B, C, H, W)
        made = rows_of_pixels(image)
        assert made.shape == (B, C, H * W), "the shape is (B, C, H*W)"
        assert made.equal(wanted), "each row is in reading order"
        image = image.contiguous(memory_format=torch.channels_last)
        made = rows_of_pixels(image)
        assert made.equal(wanted), "images may lie in memory in any order"


def main():
    B, C, H, W = 2, 3, 4, 5
    image = torch.rand(B, C, H, W)   # (B, C, H, W)
    rows = rows_of_pixels(image)     # (B, C, H*W)
    print(f"image {tuple(image.shape)}, rows {tuple(rows.shape)}")
    check(rows_of_pixels)


if __name__ == "__main__":
    main()
