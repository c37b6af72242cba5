"""The loader asks how many samples there are, and the dataset can't say.

To walk over a dataset by index, the loader needs `__len__`. It is missing, it
is misspelled, or it is indented into another method. The same is said when you
ask for the `len` of a loader over an `IterableDataset`, which has no end to
count to, and when you pass the class `Photos` instead of `Photos(files)`.

Fix: Write `__len__`, and let it count the list that `__getitem__` reads from.

Tempting: Return a large number. The loader then asks for samples that do not
exist.
"""

import torch
from torch.utils.data import DataLoader, Dataset

MESSAGE = "object of type '{dataset:word}' has no len()"
READ = ("{dataset} is the class that has to count its samples",)
PHASE = "load data"
SEE = ("into-and-out-of-tensors",)


class Photos(Dataset):
    def __init__(self, images):
        self.images = images

    def __getitem__(self, i):
        return self.images[i]


def broken():
    N, B, C, H, W = 6, 2, 3, 8, 12
    images = torch.rand(N, C, H, W)             # (N, C, H, W)
    return DataLoader(Photos(images), batch_size=B, shuffle=True)


class CountedPhotos(Photos):
    def __len__(self):
        return len(self.images)


def fixed():
    N, B, C, H, W = 6, 2, 3, 8, 12
    images = torch.rand(N, C, H, W)             # (N, C, H, W)
    loader = DataLoader(CountedPhotos(images), batch_size=B, shuffle=True)
    return next(iter(loader))                   # (B, C, H, W)


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
