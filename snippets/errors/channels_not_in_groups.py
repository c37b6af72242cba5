"""The channels can't be shared out: the groups would not be of one size.

`GroupNorm(groups, C)` and a convolution with `groups` cut the channels into
groups of one size, so their number has to divide the channels. Often a model
with 32 groups was made narrower or wider. Or the arguments are swapped: the
groups come first in `GroupNorm`.

Fix: Derive the groups from the channels, as `math.gcd(32, C)` does, or keep
the channels a multiple of the groups.

Tempting: One group, which divides everything. It is another layer: all the
channels share one mean.
"""

import math

import torch
from torch import nn

MESSAGE = "num_channels ({C}) must be divisible by num_groups ({groups})"
READ = (
    "{C} channels were to be cut into {groups} groups",
    "if {groups} is what you meant for the channels, swap the two arguments",
)
ALSO = {
    "num_channels must be divisible by num_groups": "older versions",
    "Expected number of channels in input to be divisible by num_groups":
    "F.group_norm, and a GroupNorm that meets another number of channels",
}
PHASE = "build"
MODELS = ("unet", "rectified_flow")
SEE = ("norms-embeddings-softmax", "convolutions")


def broken():
    C, groups = 48, 32
    return nn.GroupNorm(groups, C)


def fixed():
    B, C, H, W = 4, 48, 14, 10
    x = torch.rand(B, C, H, W)          # (B, C, H, W)
    groups = math.gcd(32, C)
    norm = nn.GroupNorm(groups, C)
    return norm(x)                      # (B, C, H, W)


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
