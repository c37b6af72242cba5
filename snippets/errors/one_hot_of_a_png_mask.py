"""A class number is as large as the number of classes, or larger.

`one_hot` makes places 0 to `K - 1`. A mask that was saved as a picture has 0
and 255 in it, which are two classes and not 256. Labels from 1 to `K` are one
too many, and so are old labels for "no class".

Fix: Number the classes from 0, where the data is read: `mask == 255` for two
of them, a table from old to new numbers for more. `mask.unique()` shows what
there is.

Tempting: Leave `num_classes` out. It then counts to the largest number it
sees: 256 channels here, and another number for the next batch.
"""

import torch
from torch.nn import functional as F

MESSAGE = "Class values must be smaller than num_classes"
ALSO = {
    "Class values must be non-negative": "a label such as -1",
}
PHASE = "load data"
MODELS = ("unet",)
SEE = ("losses-and-sampling", "into-and-out-of-tensors")


def broken():
    B, H, W, K = 3, 4, 6, 2
    mask = 255 * torch.randint(2, (B, H, W))    # (B, H, W)
    return F.one_hot(mask, K)


def fixed():
    B, H, W, K = 3, 4, 6, 2
    mask = 255 * torch.randint(2, (B, H, W))    # (B, H, W)
    mask = (mask == 255).long()                 # (B, H, W)
    classes = F.one_hot(mask, K)                # (B, H, W, K)
    return classes.permute(0, 3, 1, 2)          # (B, K, H, W)


def tempting():
    B, H, W = 3, 4, 6
    mask = 255 * torch.randint(2, (B, H, W))    # (B, H, W)
    return F.one_hot(mask)                      # (B, H, W, 256)


def main():
    torch.manual_seed(0)
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()
    print("tempting:", tuple(tempting().shape))


if __name__ == "__main__":
    main()
