"""`align_corners` belongs to a mode that blends, and the mode here does not.

`F.interpolate` and `nn.Upsample` repeat the nearest pixel unless `mode` says
otherwise. `align_corners` says where the pixels between two others lie, and
with `nearest` or `area` there are none.

Fix: Say the mode you mean, `mode="bilinear"` for images, or leave
`align_corners` out.

Tempting: Delete `align_corners` because that is the word in the message. It
runs, and the picture is enlarged in blocks where the paper blends.
"""

import torch
from torch.nn import functional as F

MESSAGE = (
    "align_corners option can only be set with the interpolating modes: "
    "linear | bilinear | bicubic | trilinear"
)
PHASE = "forward"
MODELS = ("unet", "vit")
SEE = ("pad-pool-resize",)


def broken():
    B, C, H, W = 4, 3, 8, 12
    x = torch.rand(B, C, H, W)          # (B, C, H, W)
    return F.interpolate(x, scale_factor=2, align_corners=True)


def fixed():
    B, C, H, W = 4, 3, 8, 12
    x = torch.rand(B, C, H, W)          # (B, C, H, W)
    how = dict(mode="bilinear", align_corners=True)
    return F.interpolate(x, scale_factor=2, **how)  # (B, C, 2*H, 2*W)


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
