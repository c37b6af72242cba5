"""A tensor can't be walked backwards with a slice.

In Python and NumPy `x[::-1]` turns a list around. Torch describes a slice by
where it begins and how far apart its numbers lie in memory, and that distance
may not be negative.

Fix: `x.flip(0)`, with the dim to turn: `flip(-1)` mirrors an image. It copies.

Tempting: Turn it in NumPy, `torch.from_numpy(x.numpy()[::-1])`. The slice is
allowed there, and `from_numpy` then refuses the negative stride.
"""

import torch

MESSAGE = "step must be greater than zero"
ALSO = {
    "negative step not yet supported": "older torch",
}
PHASE = "load data"
SEE = ("indexing-and-masks",)


def broken():
    C, H, W = 3, 8, 12
    image = torch.rand(C, H, W)         # (C, H, W)
    return image[:, :, ::-1]


def fixed():
    C, H, W = 3, 8, 12
    image = torch.rand(C, H, W)         # (C, H, W)
    return image.flip(-1)               # (C, H, W)


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
