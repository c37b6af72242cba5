"""A size is odd on the way down, and comes back one smaller on the way up.

Pooling halves and rounds down: 15 becomes 7, and upsampling makes 14 of it.
The skip connection still has 15, so the two no longer line up. It shows with
images whose height or width isn't a multiple of what the model divides by.

Fix: Upsample to the skip's size, `size=skip.shape[-2:]`, or pad each image to
a multiple of `2**depth` before the model and cut it after.

Tempting: Cut the skip to the smaller size. It runs, and the output has a
column less than its target, so the error moves to the loss.
"""

import torch
from torch.nn import functional as F

MESSAGE = (
    "Sizes of tensors must match except in dimension {1}. Expected size {w} "
    "but got size {W} for tensor number {number:any} in the list."
)
READ = (
    "dim {1} is the one you join along; in all others the sizes must agree",
    "{w} is what the first tensor has in one of the others, {W} what tensor "
    "number {number} has there, counted from 0",
    "if {w} and {W} differ by one, a size was odd and was rounded",
)
ALSO = {
    "Sizes of tensors must match except in dimension {1}. "
    "Got {w} and {W}": "torch 1.9",
}
PHASE = "forward"
MODELS = ("unet", "rectified_flow")
SEE = ("cat-stack-chunk-split", "pad-pool-resize")


def broken():
    B, C, H, W = 2, 8, 10, 15
    w = W // 2 * 2
    skip = torch.rand(B, C, H, W)           # (B, C, H, W)
    x = F.max_pool2d(skip, 2)               # (B, C, H/2, w/2)
    x = F.interpolate(x, scale_factor=2)    # (B, C, H, w)
    return torch.cat([x, skip], dim=1)


def fixed():
    B, C, H, W = 2, 8, 10, 15
    w = W // 2 * 2
    skip = torch.rand(B, C, H, W)           # (B, C, H, W)
    x = F.max_pool2d(skip, 2)               # (B, C, H/2, w/2)
    x = F.interpolate(x, skip.shape[-2:])   # (B, C, H, W)
    return torch.cat([x, skip], dim=1)      # (B, 2*C, H, W)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
