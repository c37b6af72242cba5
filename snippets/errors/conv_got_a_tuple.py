"""The convolution got something that is no tensor: a tuple, a list or None.

A layer or a loader gave back more than one thing, and all of it went into the
convolution. Here it is a pooling with `return_indices=True`. A forward that
ends without a `return` gives None; a batch of (images, labels) is a list.

Fix: Take apart what you get, `x, places = pool(x)`, and hand on the tensor.

Tempting: `x[0]` without a look at what x is. If it is a tensor on the next
call, that takes its first sample and drops the rest.
"""

import torch
from torch import nn

MESSAGE = (
    "{op:word}() received an invalid combination of arguments - "
    "got ({kind:word}, Parameter, Parameter, tuple, tuple, tuple, int)"
)
READ = (
    "{kind} is what you passed as the input; a Tensor belongs there",
    "the rest is the layer's own: weight, bias, stride, padding, dilation, "
    "groups",
    "the lines below it list what {op} takes; the !marks! are on "
    "everything, for nothing was tried after the input",
)
ALSO = {
    "conv2d(): argument 'input' (position 1) must be Tensor, not "
    "{kind:word}": "torch 1.8 and before",
    "conv_transpose2d(): argument 'input' (position 1) must be Tensor, not "
    "{kind:word}": "ConvTranspose2d",
    "got ({kind:word}, Parameter, NoneType, tuple, tuple, tuple, int)":
    "a layer with bias=False",
}
PHASE = "forward"
MODELS = ("cnn", "unet")
SEE = ("pad-pool-resize",)


def broken():
    B, C, H, W, D = 4, 3, 28, 20, 16
    images = torch.rand(B, C, H, W)     # (B, C, H, W)
    pool = nn.MaxPool2d(2, return_indices=True)
    conv = nn.Conv2d(C, D, kernel_size=3, padding=1)
    x = pool(images)
    return conv(x)


def fixed():
    B, C, H, W, D = 4, 3, 28, 20, 16
    images = torch.rand(B, C, H, W)     # (B, C, H, W)
    pool = nn.MaxPool2d(2, return_indices=True)
    conv = nn.Conv2d(C, D, kernel_size=3, padding=1)
    x, places = pool(images)            # both (B, C, H/2, W/2)
    return conv(x)                      # (B, D, H/2, W/2)


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
