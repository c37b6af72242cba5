"""`padding="same"` keeps the size, and a stride of 2 halves it: not both.

"same" means that the output is as large as the input. A stride above 1 makes
it smaller, so PyTorch refuses to guess what you mean. Keras and TensorFlow
accept the pair, and much code that fails here was translated from them.

Fix: Give the padding as a number: half of an odd kernel, rounded down. With
stride 2 an even size is then halved exactly.

Tempting: Leave out the stride. It runs, the image keeps its size, and the next
layers work on four times as many places.
"""

import torch
from torch import nn

MESSAGE = "padding='same' is not supported for strided convolutions"
PHASE = "build"
MODELS = ("cnn", "unet", "vae")
SEE = ("convolutions",)


def broken():
    C, D = 3, 16
    return nn.Conv2d(C, D, 3, stride=2, padding="same")


def fixed():
    B, C, D, H, W = 2, 3, 16, 8, 12
    conv = nn.Conv2d(C, D, 3, stride=2, padding=1)
    x = torch.rand(B, C, H, W)          # (B, C, H, W)
    return conv(x)                      # (B, D, H/2, W/2)


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
