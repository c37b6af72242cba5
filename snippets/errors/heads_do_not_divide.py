"""The features don't divide by the number of heads.

`//` rounds down: 30 features on 4 heads are 7 each, and 2 are left. `unflatten`
notices that 4 times 7 isn't 30. `view` says "shape is invalid" instead.

Fix: Choose a width that is a multiple of the heads, and say so in the
constructor: `assert D % nh == 0`.

Tempting: Cut the features to the multiple. It runs, and some of what the
layer before learned is thrown away.
"""

import torch

MESSAGE = (
    "unflatten: Provided sizes {sizes:shape} don't multiply up to the size of "
    "dim {at:any} ({D}) in the input tensor"
)
READ = (
    "{D} is the size of dim {at}, the one to be split",
    "{sizes} is what you want it to become: multiply them and compare",
)
PHASE = "forward"
MODELS = ("char_gpt", "vit")
SEE = ("view-reshape-flatten", "attention")


def broken():
    B, L, D, nh = 2, 6, 30, 4
    sizes = (nh, D // nh)
    x = torch.rand(B, L, D)         # (B, L, D)
    return x.unflatten(2, sizes)


def fixed():
    B, L, D, nh = 2, 6, 32, 4
    sizes = (nh, D // nh)
    x = torch.rand(B, L, D)         # (B, L, D)
    return x.unflatten(2, sizes)    # (B, L, nh, D/nh)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
