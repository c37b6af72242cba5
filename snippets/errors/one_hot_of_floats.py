"""`one_hot` counts classes, so it wants whole numbers of dtype int64.

Labels out of a NumPy array, a DataFrame or a division are floats, those of
some files int32. A class number is an index, and only int64 counts as one.

Fix: `F.one_hot(labels.long(), num_classes=K)`. Say how many classes there are,
or each batch has as many columns as its highest label.

Tempting: Pass the one-hot rows to `cross_entropy`. It takes class numbers, and
needs no one-hot at all.
"""

import torch
from torch.nn import functional as F

MESSAGE = "one_hot is only applicable to index tensor of type LongTensor."
ALSO = {
    "one_hot is only applicable to index tensor": "torch 1.x",
}
PHASE = "load data"
SEE = ("losses-and-sampling", "device-and-dtype")


def broken():
    K = 4
    labels = torch.tensor([0.0, 2.0, 1.0])
    return F.one_hot(labels, K)


def fixed():
    K = 4
    labels = torch.tensor([0.0, 2.0, 1.0])
    B, = labels.shape
    return F.one_hot(labels.long(), K)      # (B, K)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
