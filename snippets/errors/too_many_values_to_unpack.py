"""A batch has more parts than the names you unpack it into.

The loader gives what one sample is made of: three things in a sample are three
things in a batch. Where the dataset holds images alone, a batch is one tensor,
and unpacking a tensor walks along its first dim: as many parts as images.

Fix: Look at one batch before you write the loop. `len(batch)` and the shape of
each part tell you which names you need.

Tempting: `batch[0], batch[1]`. For a batch that is one tensor these are the
first two images, and nothing complains.
"""

import torch
from torch.utils.data import DataLoader, TensorDataset

MESSAGE = "too many values to unpack (expected {names:any})"
READ = ("{names} is how many names you wrote; a batch has more parts",)
ALSO = {
    "too many values to unpack (expected {names:any}, got": "Python 3.14",
}
PHASE = "load data"
SEE = ("the-training-loop",)


def broken():
    B, L, V = 3, 5, 20
    N = 2 * B
    ids = torch.randint(V, (N, L))              # (N, L)
    mask = torch.ones(N, L)                     # (N, L)
    labels = torch.arange(N)                    # (N,)
    loader = DataLoader(TensorDataset(ids, mask, labels), batch_size=B)
    for x, y in loader:
        print(x.shape, y.shape)


def fixed():
    B, L, V = 3, 5, 20
    N = 2 * B
    ids = torch.randint(V, (N, L))              # (N, L)
    mask = torch.ones(N, L)                     # (N, L)
    labels = torch.arange(N)                    # (N,)
    loader = DataLoader(TensorDataset(ids, mask, labels), batch_size=B)
    for x, kept, y in loader:                   # (B, L), (B, L), (B,)
        print(x.shape, kept.shape, y.shape)


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
