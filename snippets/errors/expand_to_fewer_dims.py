"""`expand` was given fewer sizes than the tensor has dims.

`expand` can put new dims in front and stretch those of size 1. It cannot take
a dim away, so it wants a size for each dim that is there. Writing a tensor
into a place with fewer dims, `x[0] = y`, asks for the same.

Fix: Say all sizes; -1 leaves a dim as it is: `x.expand(-1, L, -1)`. If a dim
of size 1 is too much, take it off first with `squeeze(1)`.

Tempting: `squeeze()` without a dim. It takes the batch along when that is 1.
"""

import torch

MESSAGE = (
    "the number of sizes provided ({sizes}) must be greater or equal to the "
    "number of dimensions in the tensor ({dims})"
)
READ = (
    "{sizes} is how many sizes were asked for, {dims} how many dims there are",
)
PHASE = "forward"
MODELS = ("vit",)
SEE = ("unsqueeze-squeeze-expand",)


def broken():
    B, L, D = 3, 5, 4
    text = torch.rand(B, 1, D)              # (B, 1, D)
    sizes, dims = len((B, L)), text.dim()
    return text.expand(B, L)


def fixed():
    B, L, D = 3, 5, 4
    text = torch.rand(B, 1, D)              # (B, 1, D)
    return text.expand(-1, L, -1)           # (B, L, D)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
