"""Images and labels each have an order of their own, so no pair is a pair.

Two calls of `randperm` give two orders. Every label is still there and every
shape is right. What can be learned is how frequent the classes are, so the loss
falls a little and then stops. Two folders that are listed in different orders
do the same.

Fix: Draw one order and use it for both, or put both into one dataset and let
the loader shuffle.

Check: Write the label into the image, send both through your pipeline, and
see whether they arrive together.
"""

import torch
from torch.utils.data import DataLoader, TensorDataset

PHASE = "load data"
SYMPTOM = "the loss does not fall"
MODELS = ("cnn", "clip")
SEE = ("into-and-out-of-tensors", "the-training-loop")


def marked(N):
    labels = torch.arange(N)                                # (N,)
    images = labels.reshape(N, 1, 1, 1).expand(N, 3, 8, 12)  # (N, 3, 8, 12)
    return images, labels


def broken():
    N = 20
    images, labels = marked(N)                  # (N, 3, 8, 12), (N,)
    images = images[torch.randperm(N)]          # (N, 3, 8, 12)
    labels = labels[torch.randperm(N)]          # (N,)
    return DataLoader(TensorDataset(images, labels), batch_size=5)


def fixed():
    N = 20
    images, labels = marked(N)                  # (N, 3, 8, 12), (N,)
    order = torch.randperm(N)                   # (N,)
    images, labels = images[order], labels[order]  # (N, 3, 8, 12), (N,)
    return DataLoader(TensorDataset(images, labels), batch_size=5)


def check(loader):
    lost = sum((x[:, 0, 0, 0] != y).sum().item() for x, y in loader)
    assert lost == 0, f"{lost} images have the label of another image"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
