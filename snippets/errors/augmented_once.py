"""The random augmentation ran once, so every epoch sees the same images.

The augmentation stands in `__init__`, or behind a cache. Each image is changed
one time and kept. The model gets no more data than there are files, and
overfits as if there were no augmentation.

Fix: Keep what is slow and always the same, such as the decoded image. Draw what
is random in `__getitem__`.

Check: The same index of a training set gives two different images.
"""

import torch
from torch.utils.data import Dataset

PHASE = "load data"
SYMPTOM = "it trains, and the result is wrong"
MODELS = ("cnn", "vit")
SEE = ("into-and-out-of-tensors",)


def brighter(image):
    return image + 0.2 * torch.rand(())     # (3, 8, 12)


class Photos(Dataset):
    def __init__(self, images):
        self.images = [brighter(image) for image in images]

    def __len__(self):
        return len(self.images)

    def __getitem__(self, i):
        return self.images[i]               # (3, 8, 12)


def broken():
    return Photos(torch.rand(6, 3, 8, 12))


class FreshPhotos(Photos):
    def __init__(self, images):
        self.images = images

    def __getitem__(self, i):
        return brighter(self.images[i])     # (3, 8, 12)


def fixed():
    return FreshPhotos(torch.rand(6, 3, 8, 12))


def check(train_set):
    epochs = [train_set[0] for _ in range(3)]
    changes = sum(not one.equal(epochs[0]) for one in epochs[1:])
    assert changes, f"the same image in each of {len(epochs)} epochs"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
