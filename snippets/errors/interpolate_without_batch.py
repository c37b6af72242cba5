"""The size has another count of numbers than the image has dims to resize.

`interpolate` takes the first two dims for batch and channels. One (C, H, W)
without a batch has one dim left, its width. It happens the other way round as
well: `size=target.shape[1:]` has three numbers if the target has channels.

Fix: Give the image a batch, resize, take it off again:
`F.interpolate(x[None], size)[0]`. Of a shape, take the last two numbers:
`size=target.shape[-2:]`.

Tempting: Ask for one number, as the dims are. It runs, and makes the image
wider without making it higher.
"""

import torch
from torch.nn import functional as F

MESSAGE = (
    "Input and output must have the same number of spatial dimensions, "
    "but got input with spatial dimensions of {inner:shape} "
    "and output size of {size:shape}."
)
READ = (
    "{inner} is what your input has after its first two dims",
    "{size} is the size you ask for: it needs one number for each of these",
)
ALSO = {
    "but got input with with spatial dimensions of {inner:shape} "
    "and output size of {size:shape}.": "around torch 2.0",
    "but got input with spatial dimensions of {inner:shape} "
    "and output size of torch.Size({size:shape}).": "a size that is a shape",
    "Got 3D input, but bilinear mode needs 4D input": "with scale_factor",
}
PHASE = "forward"
MODELS = ("unet",)
SEE = ("pad-pool-resize", "unsqueeze-squeeze-expand")


def broken():
    C, H, W = 3, 14, 10
    x = torch.rand(C, H, W)             # (C, H, W)
    size = 2 * H, 2 * W
    inner = x.shape[2:]                 # (W,)
    return F.interpolate(x, size)


def fixed():
    C, H, W = 3, 14, 10
    x = torch.rand(C, H, W)             # (C, H, W)
    size = 2 * H, 2 * W
    x = F.interpolate(x[None], size)    # (1, C, 2*H, 2*W)
    return x[0]                         # (C, 2*H, 2*W)


def tempting():
    C, H, W = 3, 14, 10
    x = torch.rand(C, H, W)             # (C, H, W)
    return F.interpolate(x, 2 * W)      # (C, H, 2*W)


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
