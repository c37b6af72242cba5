"""More dims are padded than there are: `pad` counts two numbers per dim.

`F.pad(x, (left, right, top, bottom))` begins at the last dim and goes back,
with two numbers for each. Six numbers want three dims.

Fix: Write two numbers for each dim that grows, from the last one on: for
(B, L), `F.pad(x, (0, n))` appends n columns.

Tempting: Count from the front. `(0, n, 0, 0)` on (B, L) looks like rows, and
adds columns.
"""

import torch
from torch.nn import functional as F

MESSAGE = (
    "Padding length should be less than or equal to two times the input "
    "dimension but got padding length {n:any} and input of dimension {d:any}"
)
READ = (
    "{n} is how many numbers you gave: two for each dim, from the last on",
    "{d} is how many dims your tensor has",
)
ALSO = {
    "Padding length must be divisible by 2": "an odd number of them",
    "Padding length too large": "torch 1.x",
}
PHASE = "load data"
MODELS = ("audio",)
SEE = ("pad-pool-resize",)


def broken():
    B, L, n = 4, 5, 3
    x = torch.rand(B, L)                # (B, L)
    return F.pad(x, (0, 0, 0, 0, 0, n))


def fixed():
    B, L, n = 4, 5, 3
    x = torch.rand(B, L)                # (B, L)
    return F.pad(x, (0, n))             # (B, L+n)


def tempting():
    B, L, n = 4, 5, 3
    x = torch.rand(B, L)                # (B, L)
    return F.pad(x, (0, n, 0, 0))       # (B, L+n)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
