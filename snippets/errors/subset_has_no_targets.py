"""A part of a split lacks the attributes of the dataset it is a part of.

`random_split` gives a `Subset`: the dataset and a list of indices. What you
know from the dataset, its `targets`, `classes` or `transform`, is one step
further, and it is about all samples, not only those of the part.

Fix: `subset.dataset.targets`, taken at `subset.indices`.

Tempting: `subset.dataset.targets` alone. It is as long as the whole dataset,
and weights made of it belong to other samples.
"""

import torch
from torch.utils.data import TensorDataset, random_split

MESSAGE = "'Subset' object has no attribute '{wanted:word}'"
READ = ("{wanted} is an attribute of the dataset behind the part",)
PHASE = "load data"
SEE = ("indexing-and-masks",)


class Photos(TensorDataset):
    def __init__(self, images, targets):
        super().__init__(images, targets)
        self.targets = targets


def broken():
    photos = Photos(torch.rand(10, 3, 8, 12), torch.arange(10))
    train, test = random_split(photos, [8, 2])
    return train.targets.bincount()


def fixed():
    photos = Photos(torch.rand(10, 3, 8, 12), torch.arange(10))
    train, test = random_split(photos, [8, 2])
    targets = train.dataset.targets[train.indices]  # (8,)
    return targets.bincount()


def main():
    try:
        broken()
    except AttributeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
