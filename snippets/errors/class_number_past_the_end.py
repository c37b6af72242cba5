"""A number picks a place that is not there: one past the end, or far past it.

Places are counted from 0, so `n` of them end at `n - 1`. Class numbers that
begin at 1 reach `n`. So do a loop to `n + 1`, a label for "no class" such as
255, and an id from another table than the one that is read.

Fix: Bring the numbers into the range where they are read from the data:
`labels - 1`, or a dict from the old numbers to 0, 1, 2. Before you do, print
`labels.min()` and `labels.max()`.

Tempting: `clamp` them into the range, or make the table one larger. It runs,
and two classes become one, or every class sits one place too far.
"""

import torch

MESSAGE = (
    "index {K} is out of bounds for dimension {dim:any} with size {size}"
)
READ = (
    "{K} is the place that was asked for",
    "dim {dim} has {size} places; the last is one less than that",
)
ALSO = {
    "Assertion `-sizes[i] <= index && index < sizes[i] && "
    '"index out of bounds"` failed': "on a GPU",
    "index {K} is out of bounds for axis {dim:any} with size {size}": "NumPy",
    "out of range for tensor of size": "x.select(dim, i)",
}
PHASE = "loss"
SEE = ("indexing-and-masks",)


def broken():
    B, K = 6, 5
    weight = torch.ones(K)                      # (K,)
    size = len(weight)
    labels = torch.arange(B) % K + 1            # (B,)
    return weight[labels]


def fixed():
    B, K = 6, 5
    weight = torch.ones(K)                      # (K,)
    labels = torch.arange(B) % K + 1            # (B,)
    return weight[labels - 1]                   # (B,)


def tempting():
    B, K = 6, 5
    labels = torch.arange(B) % K + 1            # (B,)
    return labels.clamp(max=K - 1)              # (B,)


def main():
    try:
        broken()
    except IndexError as error:
        print(error)
    fixed()
    print(f"clamped: {tempting().unique().numel()} classes are left of 5")


if __name__ == "__main__":
    main()
