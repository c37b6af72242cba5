"""The dataset gave `None` for a sample, and a batch can't be made of that.

Something in `__getitem__` came back without a value: an `except` branch that
returns `None` for a file it can't open, a `return` that is missing, or a
transform that changes its image and forgets to return it. A label that is
`None` does it too.

Fix: Look through the files once, when the dataset is built, and keep those
that open. Then each index has a sample.

Tempting: A `collate_fn` that drops every `None`. It goes on, with batches of
many sizes, and it fails on the first batch that has no sample left.
"""

import torch
from torch.utils.data import DataLoader, Dataset

MESSAGE = (
    "default_collate: batch must contain tensors, numpy arrays, numbers, dicts "
    "or lists; found <class 'NoneType'>"
)
ALSO = {
    "batch must contain tensors, numbers, dicts or lists; found "
    "<class 'NoneType'>": "torch 1.1 and before",
    "in argument 0, but got NoneType": "the first sample of the batch is fine",
}
PHASE = "load data"
SEE = ("into-and-out-of-tensors",)

FILES = ("notes.txt", "cat.png", "dog.png")


def opened(path):
    if not path.endswith(".png"):
        raise OSError(f"cannot identify image file {path}")
    return torch.rand(3, 8, 12)             # (3, 8, 12)


class Photos(Dataset):
    def __init__(self, paths):
        self.paths = paths

    def __len__(self):
        return len(self.paths)

    def __getitem__(self, i):
        try:
            return opened(self.paths[i])
        except OSError:
            return None


def broken():
    loader = DataLoader(Photos(FILES), batch_size=3)
    return next(iter(loader))


def readable(path):
    try:
        opened(path)
    except OSError:
        return False
    return True


def fixed():
    good = [path for path in FILES if readable(path)]
    loader = DataLoader(Photos(good), batch_size=2)
    return next(iter(loader))               # (2, 3, 8, 12)


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
