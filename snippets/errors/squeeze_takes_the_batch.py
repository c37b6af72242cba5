"""squeeze() took the batch dim too, because there was one sample in it.

`squeeze()` drops every dim of size 1. After global pooling, (B, C, 1, 1)
becomes (B, C) as you want it, until the last batch or a single image comes
with `B` = 1. Then only (C,) is left, and the next line misses a dim.

Fix: Name what you drop: `squeeze((2, 3))`, or `flatten(1)`, which never
touches the batch.

Tempting: `drop_last=True`. Training goes on, and the first prediction for a
single image fails on the same line.
"""

import torch
from torch import nn

MESSAGE = (
    "Dimension out of range (expected to be in range of "
    "[{low:any}, {high:any}], but got {asked:any})"
)
READ = (
    "{asked} is the dim that the line asks for",
    "{low} to {high} is what this tensor has; if most batches go through, "
    "one dim got lost on the way",
)
ALSO = {
    "iteration over a 0-d tensor": "a loop over predictions",
    "len() of a 0-d tensor": "len of predictions",
}
PHASE = "forward"
SYMPTOM = "the last batch or a single sample fails"
MODELS = ("cnn",)
SEE = ("unsqueeze-squeeze-expand", "pad-pool-resize")


def broken():
    B, C, H, W = 4, 8, 6, 9
    pool = nn.AdaptiveAvgPool2d(1)
    images = torch.rand(B + 1, C, H, W)     # (B+1, C, H, W)
    for x in images.split(B):
        features = pool(x).squeeze()
        scores = features.softmax(dim=1)
    return scores


def fixed():
    B, C, H, W = 4, 8, 6, 9
    pool = nn.AdaptiveAvgPool2d(1)
    images = torch.rand(B + 1, C, H, W)     # (B+1, C, H, W)
    for x in images.split(B):
        n = len(x)
        features = pool(x).squeeze((2, 3))  # (n, C)
        scores = features.softmax(dim=1)    # (n, C)
    return scores


def main():
    try:
        broken()
    except IndexError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
