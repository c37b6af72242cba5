"""`interpolate` was told neither a size nor a factor.

`interpolate` has to know how large the result should be: `size` in pixels, or
`scale_factor`. The message also comes where one of them was given and is
`None`, as with an option that was read under another name.

Fix: `size=(h, w)` where another tensor sets the size, `scale_factor=2` where
the layer always doubles. With both, it says "only one of".

Tempting: `nn.Upsample(2)`. The first argument is the size, so each image
becomes 2 by 2 pixels, without a word.
"""

import torch
from torch.nn import functional as F

MESSAGE = "either size or scale_factor should be defined"
ALSO = {
    "only one of size or scale_factor should be defined": "both were given",
}
PHASE = "forward"
MODELS = ("unet",)
SEE = ("pad-pool-resize",)


def broken():
    B, C, H, W = 4, 10, 8, 12
    x = torch.rand(B, C, H, W)          # (B, C, H, W)
    return F.interpolate(x, mode="nearest")


def fixed():
    B, C, H, W = 4, 10, 8, 12
    x = torch.rand(B, C, H, W)          # (B, C, H, W)
    return F.interpolate(x, scale_factor=2, mode="nearest")  # (B, C, 2*H, 2*W)


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
