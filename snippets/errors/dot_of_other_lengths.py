"""The dot product of two vectors of different lengths.

Each number of one meets its partner in the other, so both must be of one
length. An image encoder and a text encoder often end in different widths.

Fix: Bring both to one width with a `Linear` each, and compare those.

Tempting: Cut the longer one. It runs, and the numbers that meet have nothing
to do with each other.
"""

import torch
from torch import nn

MESSAGE = (
    "inconsistent tensor size, expected tensor [{D}] and src [{n}] to have "
    "the same number of elements, but got {D} and {n} elements respectively"
)
READ = (
    "{D} is how long the left vector is, {n} the right one",
)
PHASE = "forward"
MODELS = ("clip",)
SEE = ("matmul-bmm-linear-einsum", "clip")


def broken():
    D, n = 16, 12
    image = torch.rand(D)           # (D,)
    text = torch.rand(n)            # (n,)
    return image @ text


def fixed():
    D, n, d = 16, 12, 8
    image = torch.rand(D)           # (D,)
    text = torch.rand(n)            # (n,)
    image = nn.Linear(D, d)(image)  # (d,)
    text = nn.Linear(n, d)(text)    # (d,)
    return image @ text             # ()


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
