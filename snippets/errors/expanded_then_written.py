"""The rows you write to are one row, seen many times.

`expand` copies nothing: all rows of its result are the same place in memory.
An operation that would write to several of them at once is refused. A write to
a single row is not, and changes them all.

Fix: `.clone()` after `expand`, or `repeat`, which copies from the start. Or
don't write: `rows + noise` makes a new tensor.

Tempting: Write row by row in a loop. Nothing is raised, and every row ends up
with what the last one got.
"""

import torch

MESSAGE = (
    "unsupported operation: more than one element of the written-to tensor "
    "refers to a single memory location. Please clone() the tensor before "
    "performing the operation."
)
PHASE = "forward"
SYMPTOM = "it trains, and the result is wrong"
MODELS = ("vit",)
SEE = ("unsqueeze-squeeze-expand", "view-reshape-flatten")


def broken():
    B, D = 3, 4
    row = torch.zeros(1, D)             # (1, D)
    rows = row.expand(B, D)             # (B, D)
    rows += torch.rand(B, D)


def fixed():
    B, D = 3, 4
    row = torch.zeros(1, D)             # (1, D)
    rows = row.expand(B, D).clone()     # (B, D)
    rows += torch.rand(B, D)            # (B, D)
    return rows                         # (B, D)


def tempting():
    B, D = 3, 4
    row = torch.zeros(1, D)             # (1, D)
    rows = row.expand(B, D)             # (B, D)
    for i in range(B):
        rows[i] = i
    return rows                         # (B, D)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()
    print(tempting())


if __name__ == "__main__":
    main()
