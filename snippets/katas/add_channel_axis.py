"""Give a spectrogram the channel axis that Conv2d asks for, and drop it again.

You meet it wherever sound is treated as an image, and wherever a score
(B, 1) becomes (B,).
"""

import torch
from torch import nn

MINUTES = 5
HINTS = (
    "Conv2d wants (B, C, H, W). What is C here, and where does it go?",
    "unsqueeze(1) adds the axis. After conv, the same axis can go.",
    "conv(spec.unsqueeze(1)).squeeze(1): say which dim you squeeze.",
)


def convolve(spec, conv):
    """Run conv over spectrograms (B, F, T) and return (B, F, T).

    conv is a Conv2d from one channel to one channel that keeps F and T.
    """
    B, F, T = spec.shape    # (B, F, T)
    x = spec.unsqueeze(1)   # (B, 1, F, T)
    h = conv(x)             # (B, 1, F, T)
    return h.squeeze(1)     # (B, F, T)


def wrong_no_channel(spec, conv):
    """Conv2d took the batch for channels: put a channel axis behind it."""
    return conv(spec)


def wrong_axis_last(spec, conv):
    """The channel axis came last: torch wants it right after the batch."""
    return conv(spec.unsqueeze(-1)).squeeze(-1)


def wrong_axis_after_bins(spec, conv):
    """The frequency bins became channels: the new axis goes before them."""
    return conv(spec.unsqueeze(2)).squeeze(2)


def wrong_axis_stays(spec, conv):
    """The channel axis is still there: squeeze it when conv is done."""
    return conv(spec.unsqueeze(1))


def wrong_squeeze(spec, conv):
    """squeeze() takes every dim of size 1, the batch too: write squeeze(1)."""
    return conv(spec.unsqueeze(1)).squeeze()


def wrong_three_channels(spec, conv):
    """conv wants one channel: three copies are for models made for colours."""
    return conv(spec.unsqueeze(1).expand(-1, 3, -1, -1)).squeeze(1)


def wrong_turned(spec, conv):
    """F and T have changed places on the way: a new axis moves no others."""
    return conv(spec.mT.unsqueeze(1)).squeeze(1)


def wrong_reshape(spec, conv):
    """Right shape, wrong numbers: this reshape scrambles, unsqueeze doesn't."""
    B, F, T = spec.shape
    return conv(spec.reshape(B, 1, T, F)).reshape(B, F, T)


def wrong_not_convolved(spec, conv):
    """The axis came and went, but conv never ran: it goes in between."""
    return spec.unsqueeze(1).squeeze(1)


def check(convolve):
    for B, F, T in [(1, 3, 4), (2, 5, 3), (4, 1, 6), (3, 4, 1)]:
        torch.manual_seed(B)
        conv = nn.Conv2d(1, 1, 3, padding=1)
        spec = torch.arange(B * F * T).reshape(B, F, T) / 10
        wanted = torch.cat([conv(one[None]) for one in spec])
        made = convolve(spec, conv)
        assert made.ndim == 3, "three dims come out, of a batch of one too"
        assert made.shape == (B, F, T), "the shape is (B, F, T)"
        assert torch.allclose(made, wanted, atol=1e-6), "each one is convolved"


def main():
    B, F, T = 2, 5, 7
    conv = nn.Conv2d(1, 1, 3, padding=1)
    spec = torch.rand(B, F, T)   # (B, F, T)
    y = convolve(spec, conv)     # (B, F, T)
    print(f"in {tuple(spec.shape)}, out {tuple(y.shape)}")
    check(convolve)


if __name__ == "__main__":
    main()
