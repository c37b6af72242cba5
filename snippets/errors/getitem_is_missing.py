"""The dataset has no `__getitem__`, or not under that name.

Two underscores on each side, and inside the class: `__get_item__`, `getitem`,
or a method that is indented one step too far is no `__getitem__`. Then the one
that torch wrote for `Dataset` is called. An `IterableDataset` has none by
design; there `dataset[0]` says the same.

Fix: Spell it `__getitem__(self, index)`, at the level of `__init__`.
"""

import torch
from torch.utils.data import DataLoader, Dataset

MESSAGE = "Subclasses of Dataset should implement __getitem__."
ALSO = {"raise NotImplementedError": "torch 1.x, with no words after it"}
PHASE = "load data"
SEE = ("nn-module-sequential",)


class Photos(Dataset):
    def __init__(self, images):
        self.images = images

    def __len__(self):
        return len(self.images)

        def __getitem__(self, i):
            return self.images[i]


def broken():
    N, B, C, H, W = 6, 2, 3, 8, 12
    images = torch.rand(N, C, H, W)         # (N, C, H, W)
    loader = DataLoader(Photos(images), batch_size=B)
    return next(iter(loader))


class WholePhotos(Photos):
    def __getitem__(self, i):
        return self.images[i]


def fixed():
    N, B, C, H, W = 6, 2, 3, 8, 12
    images = torch.rand(N, C, H, W)         # (N, C, H, W)
    loader = DataLoader(WholePhotos(images), batch_size=B)
    return next(iter(loader))               # (B, C, H, W)


def main():
    try:
        broken()
    except NotImplementedError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
