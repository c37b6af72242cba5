"""The tensors of a `TensorDataset` have different numbers of samples.

Sample `i` is row `i` of each tensor, so all of them need as many rows. One of
them was filtered or cut and the other was not, or a tensor has its batch in
another dim: labels of shape (1, N) have one row.

Fix: Print the shape of each tensor in the line before. Do to one what you did
to the other, with the same slice or the same mask.

Tempting: Cut all to the shortest, `y[:len(x)]`. If a row is missing at the
start, as here, every row has the label of its neighbour.
"""

import torch
from torch.utils.data import TensorDataset

MESSAGE = "Size mismatch between tensors"
PHASE = "load data"
SEE = ("indexing-and-masks", "unsqueeze-squeeze-expand")


def broken():
    N, D = 8, 3
    x = torch.rand(N, D)                    # (N, D)
    y = torch.arange(N)                     # (N,)
    x = x[1:]                               # (N-1, D)
    return TensorDataset(x, y)


def fixed():
    N, D = 8, 3
    x = torch.rand(N, D)                    # (N, D)
    y = torch.arange(N)                     # (N,)
    x, y = x[1:], y[1:]                     # (N-1, D), (N-1,)
    return TensorDataset(x, y)


def main():
    try:
        broken()
    except AssertionError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
