"""Images of bytes were subtracted, and what is below 0 starts again at 255.

uint8 goes from 0 to 255, and arithmetic on it wraps round like a clock:
10 - 20 is 246, and 200 + 100 is 44. A difference of two frames, a
brightness, a sum of pixels: all look plausible, and some are wrong.

Fix: `.float()` before you compute, and back to bytes, with a clamp, only to
save or show.

Tempting: `.abs()` or `.clamp(0, 255)` on the result. It has wrapped by then.

Check: Darker by 10 is -10, whichever of the two images comes first.
"""

import torch

PHASE = "load data"
SYMPTOM = "it trains, and the result is wrong"
MODELS = ("cnn", "unet")
SEE = ("device-and-dtype", "into-and-out-of-tensors")


def broken():
    def motion(before, after):
        C, H, W = after.shape
        return after - before                       # (C, H, W)

    return motion


def fixed():
    def motion(before, after):
        C, H, W = after.shape
        return after.float() - before.float()       # (C, H, W)

    return motion


def check(motion):
    C, H, W = 3, 4, 6
    bright = torch.full((C, H, W), 20, dtype=torch.uint8)   # (C, H, W)
    dark = bright - 10                                      # (C, H, W)
    found = motion(bright, dark).unique().tolist()
    assert found == [-10], f"darker by 10 came out as {found}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
