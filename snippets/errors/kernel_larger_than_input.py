"""Little is left of the image, and the kernel no longer fits on it.

Each layer with a stride or without padding leaves a smaller image. A model
that was made for large images runs out of pixels on small ones, some layers
deep. The message shows what is left, with the padding already added.

Fix: Feed images as large as the model was made for (resize them), or take
strides and poolings out of the model, from its front.

Tempting: More padding on the layer that complains. It runs, and the kernel
sees a few pixels in a field of zeros.
"""

import torch
from torch import nn

MESSAGE = (
    "Calculated padded input size per channel: ({size:text}). "
    "Kernel size: ({kernel:text}). "
    "Kernel size can't be greater than actual input size"
)
READ = (
    "({size}) is the height and width that arrive here, padding included "
    "(a sequence has one number, a video three)",
    "({kernel}) is the kernel that has to fit on it",
)
PHASE = "forward"
MODELS = ("cnn", "unet", "audio")
SEE = ("convolutions", "pad-pool-resize")


def net(C, K):
    D, ks = 16, 5
    return nn.Sequential(
        nn.Conv2d(C, D, ks, stride=2),
        nn.Conv2d(D, D, ks, stride=2),
        nn.Conv2d(D, D, ks, stride=2),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(D, K),
    )


def broken():
    B, C, H, W, K = 4, 3, 24, 28, 10
    x = torch.rand(B, C, H, W)          # (B, C, H, W)
    return net(C, K)(x)


def fixed():
    B, C, H, W, K = 4, 3, 24, 28, 10
    x = torch.rand(B, C, H, W)          # (B, C, H, W)
    large = nn.Upsample(scale_factor=2)
    x = large(x)                        # (B, C, 2*H, 2*W)
    return net(C, K)(x)                 # (B, K)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
