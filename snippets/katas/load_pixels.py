"""Turn the bytes of a picture into what a model takes.

You meet it in front of every model that sees: files hold bytes with the
channels last, models want floats with the channels first.
"""

import torch

MINUTES = 5
HINTS = (
    "Three things differ: the order of dims, the dtype, and the range.",
    "Make floats before you calculate: bytes can't hold more than 255.",
    "permute(0, 3, 1, 2), then float() * 2 / 255 - 1.",
)


def load_pixels(pixels):
    """Turn bytes (B, H, W, C) into floats (B, C, H, W).

    0 becomes -1, 255 becomes 1, and all others lie evenly in between.
    """
    B, H, W, C = pixels.shape        # (B, H, W, C)
    x = pixels.permute(0, 3, 1, 2)   # (B, C, H, W)
    x = x.float() * 2                # (B, C, H, W)
    return x / 255 - 1               # (B, C, H, W)


def wrong_reshape(pixels):
    """Right shape, wrong numbers: reshape moves no channels, permute does."""
    B, H, W, C = pixels.shape
    return pixels.reshape(B, C, H, W).float() / 255 * 2 - 1


def wrong_channels_last(pixels):
    """The numbers are right, but the channels still come last: permute."""
    return pixels.float() / 255 * 2 - 1


def wrong_turned(pixels):
    """The picture is turned on its side: H stays before W."""
    return pixels.permute(0, 3, 2, 1).float() / 255 * 2 - 1


def wrong_overflow(pixels):
    """Bytes can't hold 2 * 200, they start again at 0: float() first."""
    return pixels.permute(0, 3, 1, 2) * 2 / 255 - 1


def wrong_bytes(pixels):
    """Nothing was scaled: 255 has to become 1."""
    return pixels.permute(0, 3, 1, 2).float()


def wrong_from_zero(pixels):
    """These go from 0 to 1: stretch them to -1 to 1."""
    return pixels.permute(0, 3, 1, 2).float() / 255


def wrong_256(pixels):
    """The largest byte is 255: divided by 256 it never gets to 1."""
    return pixels.permute(0, 3, 1, 2).float() / 256 * 2 - 1


def wrong_colours_swapped(pixels):
    """Red and blue have changed places: the channels keep their order."""
    return pixels.flip(-1).permute(0, 3, 1, 2).float() / 255 * 2 - 1


def wrong_own_range(pixels):
    """You stretched by each batch's own range: 0 and 255 are the ends."""
    x = pixels.permute(0, 3, 1, 2).float()
    low, high = x.min(), x.max()
    return (x - low) / (high - low) * 2 - 1


def wrong_double(pixels):
    """These are float64, which models don't take: float() is float32."""
    return pixels.permute(0, 3, 1, 2).double() / 255 * 2 - 1


def check(load_pixels):
    for B, C, H, W in [(1, 3, 2, 4), (2, 1, 3, 5), (3, 4, 5, 2)]:
        pixels = torch.arange(B * C * H * W).reshape(B, C, H, W) * 9 % 256
        pixels = pixels.byte().permute(0, 2, 3, 1).contiguous()
        made = load_pixels(pixels)
        assert made.shape == (B, C, H, W), "the shape is (B, C, H, W)"
        assert made.dtype == torch.float32, "the dtype is float32"
        wanted = torch.empty(B, C, H, W)
        for c in range(C):
            wanted[:, c] = (pixels[..., c].float() - 127.5) / 127.5
        assert torch.allclose(made, wanted, atol=1e-6), "0 is -1, 255 is 1"


def main():
    B, H, W, C = 2, 5, 7, 3
    pixels = torch.randint(256, (B, H, W, C)).byte()   # (B, H, W, C)
    x = load_pixels(pixels)                            # (B, C, H, W)
    print(f"{pixels.dtype} {tuple(pixels.shape)}")
    print(f"{x.dtype} {tuple(x.shape)}")
    check(load_pixels)


if __name__ == "__main__":
    main()
