"""A sampler says in which order samples come, and `shuffle` would say it too.

`shuffle=True` is short for a sampler that draws a random order. You brought
your own, a `WeightedRandomSampler` or a `DistributedSampler`, and the loader
can't follow two.

Fix: Leave `shuffle` out. Most samplers shuffle themselves; a
`DistributedSampler` does, when you call `set_epoch(epoch)` before each epoch.

Tempting: Keep `shuffle=True` and drop the sampler. The rare classes are rare
again, or all GPUs get the same samples.
"""

import torch
from torch.utils.data import DataLoader, TensorDataset, WeightedRandomSampler

MESSAGE = "sampler option is mutually exclusive with shuffle"
ALSO = {
    "batch_sampler option is mutually exclusive with batch_size, shuffle, "
    "sampler, and drop_last": "a batch_sampler, which says even more",
}
PHASE = "load data"
SEE = ("the-training-loop",)


def weighted(y):
    weights = 1 / y.bincount()[y]           # (6,)
    return WeightedRandomSampler(weights, num_samples=len(y))


def broken():
    y = torch.tensor([0, 0, 0, 0, 0, 1])    # (6,)
    samples = TensorDataset(y)
    return DataLoader(samples, 2, sampler=weighted(y), shuffle=True)


def fixed():
    y = torch.tensor([0, 0, 0, 0, 0, 1])    # (6,)
    samples = TensorDataset(y)
    return DataLoader(samples, 2, sampler=weighted(y))


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
