"""transpose was called as in NumPy: with an order of all dims.

In NumPy, `transpose` takes an order. In torch it swaps two dims and wants
exactly two numbers. The one that takes an order is `permute`.

Fix: `images.permute(0, 2, 3, 1)` for an order, `transpose(1, 2)` for a swap.

Tempting: `reshape` to the shape you want. It always runs, and leaves the
numbers in their old order.
"""

import torch

MESSAGE = "transpose() takes {2} positional arguments but {4} were given"
READ = (
    "{2} dims are what `transpose` swaps; it was given {4}",
)
ALSO = {
    "transpose() received an invalid combination of arguments": "older torch",
    "transpose(): argument 'dim0' (position 1) must be int, not tuple":
        "an order as a tuple",
    'transpose() missing 2 required positional argument: "dim0", "dim1"':
        "no dims at all",
}
PHASE = "load data"
SEE = ("transpose-permute", "into-and-out-of-tensors")


def broken():
    B, C, H, W = 2, 3, 8, 12
    images = torch.rand(B, C, H, W)         # (B, C, H, W)
    return images.transpose(0, 2, 3, 1)


def fixed():
    B, C, H, W = 2, 3, 8, 12
    images = torch.rand(B, C, H, W)         # (B, C, H, W)
    return images.permute(0, 2, 3, 1)       # (B, H, W, C)


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
