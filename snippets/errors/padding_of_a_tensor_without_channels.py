"""Reflect padding wants channels before the dims it pads, and there are none.

A mode other than `constant` pads like a layer does: the dims you pad come
last, and one for the channels, or two for batch and channels, stand before
them. Zeros go on any tensor, so here the same line runs without `mode`.

Fix: Add the missing dim for the padding, and take it off again.

Tempting: Leave out `mode`. Then the padding is zeros: a black frame around an
image, and a click at both ends of a wave.
"""

import torch
from torch.nn import functional as F

MESSAGE = "Padding size {4} is not supported for {2}D input tensor."
READ = (
    "{4} is how many numbers of padding you gave, two for each dim to pad",
    "{2} is how many dims your tensor has, channels and batch included",
)
ALSO = {
    "Only 2D, 3D, 4D, 5D padding with non-constant padding "
    "are supported for now": "torch 1.10",
    "Only 3D, 4D, 5D padding with non-constant padding "
    "are supported for now": "older still",
}
PHASE = "load data"
MODELS = ("audio",)
SEE = ("pad-pool-resize",)


def broken():
    H, W = 8, 12
    image = torch.rand(H, W)            # (H, W)
    return F.pad(image, (1, 1, 1, 1), mode="reflect")


def fixed():
    H, W = 8, 12
    image = torch.rand(H, W)            # (H, W)
    image = image.unsqueeze(0)          # (1, H, W)
    image = F.pad(image, (1, 1, 1, 1), mode="reflect")  # (1, H+2, W+2)
    return image.squeeze(0)             # (H+2, W+2)


def main():
    try:
        broken()
    except NotImplementedError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
