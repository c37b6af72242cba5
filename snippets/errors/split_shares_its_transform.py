"""Both halves of a `random_split` read one dataset, so both get its transform.

A `Subset` is a list of indices and the dataset they point into. Setting
`train.dataset.transform` changes the one dataset that both halves share. The
validation images are augmented too, and the score moves from run to run.

Fix: Make two datasets of the same files, one with the augmentation, and take
the indices of the split from one or the other.

Tempting: `test.dataset.transform = None` before each validation. That takes the
augmentation from the training as well.

Check: A validation set gives the same sample each time you ask.
"""

import torch
from torch.utils.data import Dataset, Subset, random_split

PHASE = "load data"
SYMPTOM = "the same input gives different outputs"
MODELS = ("cnn", "vit")
SEE = ("into-and-out-of-tensors",)


def noisy(image):
    return image + 0.1 * torch.randn_like(image)    # (3, 8, 12)


class Photos(Dataset):
    def __init__(self, images, transform=None):
        self.images = images
        self.transform = transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, i):
        image = self.images[i]                      # (3, 8, 12)
        return self.transform(image) if self.transform else image


def broken():
    photos = Photos(torch.rand(10, 3, 8, 12))
    train, test = random_split(photos, [0.8, 0.2])
    train.dataset.transform = noisy
    return test


def fixed():
    images = torch.rand(10, 3, 8, 12)               # (10, 3, 8, 12)
    train, test = random_split(Photos(images), [0.8, 0.2])
    train = Subset(Photos(images, noisy), train.indices)
    print(f"{len(train)} to learn from, {len(test)} to test")
    return test


def check(test):
    once, again = test[0], test[0]
    moved = (once - again).abs().max()
    assert moved == 0, f"a test image changed by {moved:.2f} between two looks"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
