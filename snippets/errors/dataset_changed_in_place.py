"""The dataset normalizes its images in place, a little more with each epoch.

Indexing a tensor gives a view: `image` is a part of `self.images`, not a copy.
`image -= mean` writes into the images that are kept, and the next epoch
subtracts again.

Fix: Make a new tensor, `image - mean`. Or normalize all images once, when the
dataset is built.

Check: The same index gives the same image twice. Turn random augmentations off
for this one.
"""

import torch
from torch.utils.data import Dataset

PHASE = "load data"
SYMPTOM = "it trains, and the result is wrong"
MODELS = ("cnn", "rectified_flow")
SEE = ("indexing-and-masks", "also-met-tensors")


class Photos(Dataset):
    def __init__(self, images):
        self.images = images
        self.mean, self.std = images.mean(), images.std()

    def __len__(self):
        return len(self.images)

    def __getitem__(self, i):
        image = self.images[i]              # (3, 8, 12)
        image -= self.mean                  # (3, 8, 12)
        image /= self.std                   # (3, 8, 12)
        return image


def broken():
    return Photos(torch.rand(6, 3, 8, 12))


class UntouchedPhotos(Photos):
    def __getitem__(self, i):
        image = self.images[i]              # (3, 8, 12)
        return (image - self.mean) / self.std  # (3, 8, 12)


def fixed():
    return UntouchedPhotos(torch.rand(6, 3, 8, 12))


def check(dataset):
    once = dataset[0].clone()
    again = dataset[0]
    moved = (again - once).abs().max()
    assert moved == 0, f"image 0 moved by {moved:.1f} at its second visit"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
