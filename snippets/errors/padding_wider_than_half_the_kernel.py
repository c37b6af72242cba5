"""The pooling layer has so much padding that a window could see nothing else.

Max pooling pads with minus infinity. Where more than half of a window may
stand over the edge, some windows hold padding only, and have no largest
number. The sizes are often in the wrong place: the order is kernel, stride,
padding.

Fix: At most half of the kernel. To keep the size with stride 1, an odd kernel
and `padding=kernel // 2`. If the image needs a wider border, `F.pad` first.

Tempting: A larger kernel, until it runs. Each number then looks at more of the
image, which is another layer than the one you planned.
"""

import torch
from torch import nn

MESSAGE = (
    "pad should be at most half of effective kernel size, "
    "but got pad={pad}, kernel_size={kernel} and dilation={dilation:any}"
)
READ = (
    "{pad} is the padding on each side",
    "{kernel} is the side of the window; half of it is the most you can pad",
    "{dilation} is the dilation: above 1 the window has gaps and is wider",
)
ALSO = {
    "pad should be smaller than half of kernel size, but got": "torch 1.7",
    "pad should be at most half of kernel size, "
    "but got pad={pad} and kernel_size={kernel}": "torch 1.12",
    "padding should be at most half of kernel size, "
    "but got padding={pad} and kernel_size={kernel}": "max_pool1d",
}
PHASE = "forward"
MODELS = ("cnn",)
SEE = ("pad-pool-resize",)


def broken():
    B, C, H, W, kernel, pad = 4, 16, 8, 12, 3, 2
    x = torch.rand(B, C, H, W)          # (B, C, H, W)
    pool = nn.MaxPool2d(kernel, stride=1, padding=pad)
    return pool(x)


def fixed():
    B, C, H, W = 4, 16, 8, 12
    x = torch.rand(B, C, H, W)          # (B, C, H, W)
    pool = nn.MaxPool2d(3, stride=1, padding=1)
    return pool(x)                      # (B, C, H, W)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
