"""An instance norm got channels of a single number, and has no spread to use.

An instance norm takes mean and spread of each channel of each image, over
height and width. Here the image has shrunk to one place. A number minus its
own mean is 0, whatever the network computed, so it is refused.

Fix: Leave the norm out where the image is that small, as at the bottom of a
UNet, or put it before the pooling. A larger image helps as well.

Tempting: A larger batch. A batch norm would take it; an instance norm looks at
one image at a time, and `model.eval()` makes no difference to it either.
"""

import torch
from torch import nn

MESSAGE = (
    "Expected more than 1 spatial element when training, "
    "got input size torch.Size({x:shape})"
)
READ = (
    "{x} is what the norm got, batch and channels first: all that comes after "
    "them is 1",
)
PHASE = "forward"
SYMPTOM = "the last batch or a single sample fails"
MODELS = ("unet",)
SEE = ("norms-embeddings-softmax",)


def broken():
    B, C, H, W = 4, 16, 2, 3
    x = torch.rand(B, C, H, W)          # (B, C, H, W)
    x = nn.AdaptiveAvgPool2d(1)(x)      # (B, C, 1, 1)
    return nn.InstanceNorm2d(C)(x)


def fixed():
    B, C, H, W = 4, 16, 2, 3
    x = torch.rand(B, C, H, W)          # (B, C, H, W)
    x = nn.InstanceNorm2d(C)(x)         # (B, C, H, W)
    return nn.AdaptiveAvgPool2d(1)(x)   # (B, C, 1, 1)


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
