"""The axis can't be cut into pieces of that size.

`(h p)` with `p=5` says that the height is a number of pieces of 5. It is 8,
and 8 isn't a multiple of 5. `view` would say "shape is invalid" here.

Fix: Take a size that divides, or pad the image to a multiple first:
`F.pad(images, (0, 0, 0, -H % ps))`.

Tempting: Leave `p` out and give `h`. Then 8 has to be a multiple of that, and
the patches change their size with every image.
"""

import torch
from einops import EinopsError, rearrange
from torch.nn import functional as F

MESSAGE = (
    "Input tensor shape: torch.Size({images:shape}). Additional info: "
    "{info:text}. Shape mismatch, can't divide axis of length {H} in chunks "
    "of {ps}"
)
READ = (
    "{images} is the shape of what came in",
    "{H} is the axis that is cut, {ps} the size of a piece: one of {info}",
)
PHASE = "forward"
MODELS = ("vit",)
SEE = ("reading-einops", "pad-pool-resize")


def broken():
    B, C, H, W, ps = 4, 3, 8, 12, 5
    images = torch.rand(B, C, H, W)         # (B, C, H, W)
    return rearrange(images, "b c (h p) w -> b h w (p c)", p=ps)


def fixed():
    B, C, H, W, ps = 4, 3, 8, 12, 5
    images = torch.rand(B, C, H, W)         # (B, C, H, W)
    n = -H % ps
    images = F.pad(images, (0, 0, 0, n))    # (B, C, H+n, W)
    toks = rearrange(images, "b c (h p) w -> b h w (p c)", p=ps)
    return toks                             # (B, (H+n)/ps, W, ps*C)


def main():
    try:
        broken()
    except EinopsError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
