"""Turn the tokens of an image back into the image they came from.

You meet it at the end of a ViT that makes images, such as DiT, where tokens
become pixels again.
"""

import torch

MINUTES = 5
HINTS = (
    "Undo the two operations of tokenize_image, the last one first.",
    "Bring the channels before the pixels: (B, C, H*W).",
    "Then split the last dim: reshape(B, C, H, W) keeps the reading order.",
)


def untokenize(tokens, H, W):
    """Turn tokens (B, H*W, C) into an image (B, C, H, W).

    Token h*W + w holds the channels of the pixel in row h and column w.
    """
    B, P, C = tokens.shape                  # (B, P, C)
    h = tokens.transpose(1, 2)              # (B, C, P)
    return h.reshape(B, C, H, W)            # (B, C, H, W)


def wrong_reshape(tokens, H, W):
    """Right shape, wrong numbers: reshape keeps the reading order, so swap the
    dims first."""
    B, P, C = tokens.shape
    return tokens.reshape(B, C, H, W)


def wrong_height_and_width(tokens, H, W):
    """H and W have changed places: rows come first in (B, C, H, W)."""
    B, P, C = tokens.shape
    return tokens.transpose(1, 2).reshape(B, C, W, H)


def wrong_turned(tokens, H, W):
    """Each picture is turned on its side: W is the dim that runs fastest, so
    split into H, W."""
    B, P, C = tokens.shape
    h = tokens.transpose(1, 2).reshape(B, C, W, H)
    return h.transpose(2, 3)


def wrong_channels_last(tokens, H, W):
    """The pixels are in their places, but the channels still come last: torch
    wants them first."""
    B, P, C = tokens.shape
    return tokens.reshape(B, H, W, C)


def wrong_batch_of_one(tokens, H, W):
    """Only the first sample is left: keep the batch dim in every shape."""
    B, P, C = tokens.shape
    return tokens[:1].transpose(1, 2).reshape(1, C, H, W)


def check(untokenize):
    for B, C, H, W in [(1, 4, 2, 3), (2, 3, 4, 1), (3, 2, 5, 4)]:
        image = torch.arange(B * C * H * W).reshape(B, C, H, W)
        tokens = image.flatten(2).transpose(1, 2)
        made = untokenize(tokens, H, W)
        assert made.shape == (B, C, H, W), "the shape is (B, C, H, W)"
        assert made.equal(image), "every pixel is where it was"
        made = untokenize(tokens.contiguous(), H, W)
        assert made.equal(image), "tokens may lie in memory in any order"


def main():
    B, C, H, W = 2, 3, 4, 5
    image = torch.rand(B, C, H, W)          # (B, C, H, W)
    h = image.flatten(2)                    # (B, C, H*W)
    tokens = h.transpose(1, 2)              # (B, H*W, C)
    back = untokenize(tokens, H, W)         # (B, C, H, W)
    print(f"image {tuple(back.shape)}, the same: {back.equal(image)}")
    check(untokenize)


if __name__ == "__main__":
    main()
