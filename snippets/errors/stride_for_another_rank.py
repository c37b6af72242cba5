"""A convolution was given another number of sizes than it has directions.

`Conv2d` slides over height and width, so kernel, stride, padding and dilation
are one number for both, or one for each. The channels are not among them: the
layer always sees all of them. Here the stride has a third number. Where the
kernel has one, the message names the stride all the same, for having two.

Fix: One number, `stride=2`, or two, `(2, 2)`. For (B, C, T, H, W), where
three directions are meant, `nn.Conv3d`.

Tempting: Give the kernel and the padding three numbers as well. The same
message comes for the next argument, and none of them was the mistake.
"""

import torch
from torch import nn

MESSAGE = (
    "expected {what:word} to be a single integer value or a list of {2} values "
    "to match the convolution dimensions, but got {what:word}={stride:shape}"
)
READ = (
    "{2} is how many numbers the kernel has",
    "{what} is the argument that has another number of them: {stride}",
)
PHASE = "forward"
MODELS = ("cnn",)
SEE = ("convolutions", "shapes-by-modality")


def broken():
    B, C, D, H, W = 2, 3, 16, 8, 12
    x = torch.rand(B, C, H, W)          # (B, C, H, W)
    kernel, stride = (3, 3), (2, 2, 2)
    return nn.Conv2d(C, D, kernel, stride, padding=1)(x)


def fixed():
    B, C, D, H, W = 2, 3, 16, 8, 12
    x = torch.rand(B, C, H, W)          # (B, C, H, W)
    kernel, stride = (3, 3), (2, 2)
    return nn.Conv2d(C, D, kernel, stride, padding=1)(x)  # (B, D, H/2, W/2)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
