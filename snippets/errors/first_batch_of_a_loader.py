"""A `DataLoader` is for loops: it has no batch number 0, and no next one.

`loader[0]` would ask for a batch by its number, and a loader makes batches in
order. `next` wants an iterator, and that is what `iter(loader)` gives.

Fix: `next(iter(loader))` for one batch to look at. For one sample ask the
dataset: `dataset[0]`.

Tempting: `next(iter(loader))` in each step of the training. It builds a new
iterator every time, with new workers and a new order, and never gets past the
first batch.
"""

import torch
from torch.utils.data import DataLoader, TensorDataset

MESSAGE = "'DataLoader' object is not subscriptable"
ALSO = {
    "'DataLoader' object is not an iterator": "next(loader)",
    "'DataLoader' object does not support indexing": "older versions of Python",
}
PHASE = "load data"
SEE = ("into-and-out-of-tensors", "the-training-loop")


def broken():
    N, B, D = 6, 2, 3
    x = torch.rand(N, D)                    # (N, D)
    loader = DataLoader(TensorDataset(x), batch_size=B)
    return loader[0]


def fixed():
    N, B, D = 6, 2, 3
    x = torch.rand(N, D)                    # (N, D)
    loader = DataLoader(TensorDataset(x), batch_size=B)
    (batch,) = next(iter(loader))
    return batch                            # (B, D)


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
