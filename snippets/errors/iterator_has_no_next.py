"""`.next()` is how Python 2 asked an iterator; now it is `next(iterator)`.

The iterators of older versions of torch still had the method, and many
tutorials call it. It was taken out in torch 1.13.

Fix: `next(batches)`, the function, with the iterator as its argument.

Tempting: An older torch. One word in the line is all that has to change.
"""

import torch
from torch.utils.data import DataLoader, TensorDataset

MESSAGE = "'{iterator:word}' object has no attribute 'next'"
READ = ("{iterator} is what iter(loader) gave",)
ALSO = {
    "'_MultiProcessingDataLoaderIter' object has no attribute 'next'": (
        "num_workers above 0"
    ),
}
PHASE = "load data"
SEE = ("the-training-loop",)


def broken():
    N, B, D = 6, 2, 3
    x = torch.rand(N, D)                    # (N, D)
    loader = DataLoader(TensorDataset(x), batch_size=B)
    batches = iter(loader)
    return batches.next()


def fixed():
    N, B, D = 6, 2, 3
    x = torch.rand(N, D)                    # (N, D)
    loader = DataLoader(TensorDataset(x), batch_size=B)
    batches = iter(loader)
    (batch,) = next(batches)
    return batch                            # (B, D)


def main():
    try:
        broken()
    except AttributeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
