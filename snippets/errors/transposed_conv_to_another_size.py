"""A transposed convolution can't make an output of that size from this input.

With stride 2 it gives about twice the size. `output_size` only chooses among
the few sizes that a convolution would shrink to this input, and here four times
the size is asked for.

Fix: Ask for the size that the matching convolution had before it made it
smaller. For any other, `F.interpolate` to that size, then a convolution.

Tempting: Pad or crop the result to the size. It runs, and everything is moved
by a pixel against the skip connection.
"""

import torch
from torch import nn

MESSAGE = (
    "requested an output size of {size:shape}, but valid sizes range "
    "from {least:text} to {most:text} (for an input of {inner:text})"
)
READ = (
    "{size} is the height and width you ask for",
    "{least} to {most} is what this kernel and stride can make",
    "{inner} is the height and width that came in",
)
PHASE = "forward"
MODELS = ("unet", "vae")
SEE = ("convolutions", "pad-pool-resize")


def broken():
    B, C, D, H, W = 2, 16, 8, 5, 7
    up = nn.ConvTranspose2d(C, D, kernel_size=3, stride=2, padding=1)
    x = torch.rand(B, C, H, W)          # (B, C, H, W)
    size = (4 * H, 4 * W)
    return up(x, output_size=size)


def fixed():
    B, C, D, H, W = 2, 16, 8, 5, 7
    up = nn.ConvTranspose2d(C, D, kernel_size=3, stride=2, padding=1)
    x = torch.rand(B, C, H, W)          # (B, C, H, W)
    return up(x, output_size=(2 * H, 2 * W))    # (B, D, 2*H, 2*W)


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
