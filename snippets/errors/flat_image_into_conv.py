"""A 2-D convolution got an input that has too few or too many dims.

It takes one image, (C, H, W), or a batch of them, (B, C, H, W). Rows of pixels
as they stand in a CSV file have lost their height and width; a batch of videos
has a dim more than images.

Fix: Give the pixels their places back with `unflatten` or `reshape`, in the
order they were flattened in. Videos either go into a `Conv3d` as
(B, C, T, H, W), or their frames join the batch with `flatten(0, 1)`.

Tempting: Add dims with `unsqueeze` until the error is gone. A row of pixels
then is an image of height 1, and no pixel knows the one above it.
"""

import torch
from torch import nn

MESSAGE = (
    "Expected 3D (unbatched) or 4D (batched) input to {op:word}, "
    "but got input of size: {x:shape}"
)
READ = (
    "{x} is your input, and {op} wants three or four numbers here",
)
ALSO = {
    "Expected 4-dimensional input for 4-dimensional weight":
    "torch 1.10 and before",
    "Expected 3-dimensional input for 3-dimensional weight":
    "Conv1d, torch 1.10 and before",
    "non-empty 3D or 4D (batch mode) tensor expected for input":
    "MaxPool2d",
    "Expected 2D (unbatched) or 3D (batched) input to {op:word}, but got "
    "input of size: {x:shape}": "Conv1d",
    "Expected 4D (unbatched) or 5D (batched) input to {op:word}, but got "
    "input of size: {x:shape}": "Conv3d",
}
PHASE = "forward"
MODELS = ("cnn", "vae")
SEE = ("shapes-by-modality", "view-reshape-flatten", "convolutions")


def broken():
    B, H, W, D = 4, 28, 20, 16
    x = torch.rand(B, H * W)            # (B, H*W)
    conv = nn.Conv2d(1, D, kernel_size=3, padding=1)
    return conv(x)


def fixed():
    B, H, W, D = 4, 28, 20, 16
    x = torch.rand(B, H * W)            # (B, H*W)
    conv = nn.Conv2d(1, D, kernel_size=3, padding=1)
    x = x.reshape(B, 1, H, W)           # (B, 1, H, W)
    return conv(x)                      # (B, D, H, W)


def tempting():
    B, H, W, D = 4, 28, 20, 16
    x = torch.rand(B, H * W)            # (B, H*W)
    conv = nn.Conv2d(1, D, kernel_size=3, padding=1)
    x = x[:, None, None]                # (B, 1, 1, H*W)
    return conv(x)                      # (B, D, 1, H*W)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
