"""A mask of classes was resized like a photo, and has classes nobody drew.

Bilinear interpolation mixes neighbours. Between class 2 and class 10 that
gives 4, 6 or 8: other classes, all along the border. Rounding hides it.

Fix: Resize masks with `mode="nearest"`, which only copies. It does not take
int64 masks, so convert to float and back: class numbers survive that.

Tempting: Round before you convert. 5.7 becomes class 6, which is as wrong as
class 5.

Check: A resized mask has no class that the mask did not have.
"""

import torch
from torch.nn import functional as F

PHASE = "load data"
SYMPTOM = "it trains, and the result is wrong"
MODELS = ("unet",)
SEE = ("pad-pool-resize", "device-and-dtype")


def smooth(mask, size):
    B, H, W = mask.shape                            # (B, H, W)
    h, w = size
    x = mask[:, None].float()                       # (B, 1, H, W)
    x = F.interpolate(x, size, mode="bilinear")     # (B, 1, h, w)
    return x[:, 0].long()                           # (B, h, w)


def broken():
    return smooth


def nearest(mask, size):
    B, H, W = mask.shape                            # (B, H, W)
    h, w = size
    x = mask[:, None].float()                       # (B, 1, H, W)
    x = F.interpolate(x, size, mode="nearest")      # (B, 1, h, w)
    return x[:, 0].long()                           # (B, h, w)


def fixed():
    return nearest


def check(resize):
    B, H, W = 4, 12, 10
    mask = torch.full((B, H, W), 2)                 # (B, H, W)
    mask[:, 3:8, 4:9] = 10                          # (B, 5, 5)
    half = resize(mask, (H // 2, W // 2))           # (B, H/2, W/2)
    new = set(half.unique().tolist()) - set(mask.unique().tolist())
    assert not new, f"classes that nobody drew: {sorted(new)}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
