"""The norm was built for another number of channels than arrive.

A batch norm keeps one mean and one variance per channel, and channels are the
second dim of its input. Here it was built with the channels that go into the
convolution, and it stands after it.

Fix: Give the norm the `out_channels` of the layer before it. If your input is
a sequence (B, L, D), its features have to come second:
`norm(x.transpose(1, 2)).transpose(1, 2)`.

Tempting: `track_running_stats=False`. Without a running mean the next thing
that does not fit is the weight, and the sentence begins with that.
"""

import torch
from torch import nn

MESSAGE = "{what:word} should contain {D} elements not {C}"
READ = (
    "{D} is the second number of the input's shape: the channels that arrive",
    "{C} is what the norm was built with, its `num_features`",
)
PHASE = "forward"
MODELS = ("cnn", "unet")
SEE = ("norms-embeddings-softmax",)


def broken():
    B, C, H, W, D = 4, 3, 14, 10, 16
    x = torch.rand(B, C, H, W)          # (B, C, H, W)
    conv = nn.Conv2d(C, D, kernel_size=3, padding=1)
    norm = nn.BatchNorm2d(C)
    x = conv(x)                         # (B, D, H, W)
    return norm(x)


def fixed():
    B, C, H, W, D = 4, 3, 14, 10, 16
    x = torch.rand(B, C, H, W)          # (B, C, H, W)
    conv = nn.Conv2d(C, D, kernel_size=3, padding=1)
    norm = nn.BatchNorm2d(D)
    x = conv(x)                         # (B, D, H, W)
    return norm(x)                      # (B, D, H, W)


def tempting():
    B, C, H, W, D = 4, 3, 14, 10, 16
    x = torch.rand(B, D, H, W)          # (B, D, H, W)
    norm = nn.BatchNorm2d(C, track_running_stats=False)
    try:
        norm(x)
    except RuntimeError as error:
        print("then:", error)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
