"""`grid_sample` wants x and y in the last dim of the grid: they are elsewhere.

The grid says for each pixel of the output where to look: (B, H, W, 2), with x
before y, from -1 to 1. A flow that a network computes has its two numbers in
the channels, (B, 2, H, W).

Fix: `flow.permute(0, 2, 3, 1)`. Then bring pixels to the range -1 to 1, and say
`align_corners`, since there are two ways to do that.

Tempting: `flow.reshape(B, H, W, 2)`. The shape is right, and each pair is two
neighbours of the same map instead of one x and one y.
"""

import torch
from torch.nn import functional as F

MESSAGE = (
    "grid_sampler(): expected grid to have size {2} in last dimension, "
    "but got grid with sizes {flow:shape}"
)
READ = (
    "{2} is one number per spatial dim: x and y for an image",
    "{flow} is the grid you gave; its last dim has to be {2}",
)
PHASE = "forward"
SEE = ("transpose-permute", "shapes-by-modality")


def broken():
    B, C, H, W = 3, 4, 8, 12
    image = torch.rand(B, C, H, W)      # (B, C, H, W)
    flow = torch.rand(B, 2, H, W)       # (B, 2, H, W)
    return F.grid_sample(image, flow, align_corners=True)


def fixed():
    B, C, H, W = 3, 4, 8, 12
    image = torch.rand(B, C, H, W)      # (B, C, H, W)
    flow = torch.rand(B, 2, H, W)       # (B, 2, H, W)
    grid = flow.permute(0, 2, 3, 1)     # (B, H, W, 2)
    return F.grid_sample(image, grid, align_corners=True)  # (B, C, H, W)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
