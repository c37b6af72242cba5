"""The mode is for another number of dims than your tensor has.

Each mode that blends is for one kind of data: `linear` for sequences (B, C, L),
`bilinear` for images (B, C, H, W), `trilinear` for volumes and videos. Batch
and channels count as dims. So either the mode is for other data, as here, or a
dim is missing.

Fix: `mode="bilinear"` for images. If a dim is missing, as with a single image,
`unsqueeze(0)` first.

Tempting: `mode="nearest"`, which takes them all. It runs, and repeats numbers
where you wanted to blend; with a missing dim it takes the channels for a batch.
"""

import torch
from torch.nn import functional as F

MESSAGE = "Got {4}D input, but {mode:word} mode needs {needs:any}D input"
READ = (
    "{4} is how many dims your tensor has, {needs} is how many {mode} is for",
    "both count the batch and the channels",
)
PHASE = "forward"
MODELS = ("unet", "vit")
SEE = ("pad-pool-resize",)


def broken():
    B, C, H, W = 4, 3, 8, 12
    x = torch.rand(B, C, H, W)          # (B, C, H, W)
    return F.interpolate(x, scale_factor=2, mode="linear")


def fixed():
    B, C, H, W = 4, 3, 8, 12
    x = torch.rand(B, C, H, W)          # (B, C, H, W)
    x = F.interpolate(x, scale_factor=2, mode="bilinear")
    return x                            # (B, C, 2*H, 2*W)


def main():
    try:
        broken()
    except NotImplementedError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
