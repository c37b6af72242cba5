"""A list was indexed as if it were a tensor.

Two entries in the brackets, or a slice beside a number, are for tensors and
arrays. A list takes one number or one slice. Here `tolist()` made a list of
lists; a model that returns a tuple, a batch that was collected with `append`
and JSON are the same.

Fix: Make a tensor of it first, `torch.tensor(rows)`, or `torch.stack(rows)` if
the entries are tensors. If a model returns a tuple, take the part you want.

Tempting: `rows[:][0]`. It runs: `[:]` copies the list, `[0]` is its first row
and not the first column.
"""

import torch

MESSAGE = "{kind:word} indices must be integers or slices, not tuple"
READ = (
    "{kind} is what you have, and a tuple is what stands in the brackets: "
    "two entries with a comma make one",
)
PHASE = "load data"
SEE = ("into-and-out-of-tensors", "indexing-and-masks")


def broken():
    N = 3
    boxes = torch.rand(N, 5)                # (N, 5)
    rows = boxes.tolist()
    return rows[:, 0]


def fixed():
    N = 3
    boxes = torch.rand(N, 5)                # (N, 5)
    rows = boxes.tolist()
    boxes = torch.tensor(rows)              # (N, 5)
    return boxes[:, 0]                      # (N,)


def tempting():
    N = 3
    boxes = torch.rand(N, 5)                # (N, 5)
    rows = boxes.tolist()
    return torch.tensor(rows[:][0])         # (5,)


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
