"""Two lists of places are walked together, and they differ in length.

`x[rows, columns]` does not cut out a table. It takes pairs: the first row with
the first column, and so on. Three rows and two columns make no pairs. With as
many rows as columns nothing is raised, and you get a diagonal.

Fix: Let the lists broadcast to a table: `x[rows[:, None], columns]`. Or pick
twice: `x[rows][:, columns]`. For one place in every row, the rows are
`torch.arange(len(x))`.

Tempting: Make the lists equally long. Then it runs, and returns one number
for each pair.
"""

import torch

MESSAGE = (
    "shape mismatch: indexing tensors could not be broadcast together with "
    "shapes {rows:shape}, {columns:shape}"
)
READ = (
    "{rows} is the shape of the first list, {columns} that of the second; "
    "of a mask it counts what it chose",
)
ALSO = {
    "shape mismatch: indexing arrays could not be broadcast together": "NumPy",
}
PHASE = "forward"
SEE = ("indexing-and-masks", "broadcasting")


def broken():
    B, D = 4, 6
    x = torch.rand(B, D)                # (B, D)
    rows = torch.tensor([0, 1, 3])      # (3,)
    columns = torch.tensor([2, 5])      # (2,)
    return x[rows, columns]


def fixed():
    B, D = 4, 6
    x = torch.rand(B, D)                # (B, D)
    rows = torch.tensor([0, 1, 3])      # (3,)
    columns = torch.tensor([2, 5])      # (2,)
    return x[rows[:, None], columns]    # (3, 2)


def main():
    try:
        broken()
    except IndexError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
