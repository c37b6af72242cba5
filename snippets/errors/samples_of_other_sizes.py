"""The samples of one batch have different sizes, so they can't be stacked.

The loader takes one sample after the other and stacks them along a new first
dim. That only works when all of them have one shape. Photos rarely do.
`Resize(256)` does not help: one number sets the shorter side, and the longer
one stays as it comes. Recordings and sentences differ in their length.

Fix: Give all samples one size in the dataset, `Resize((256, 256))` or a crop.
Where the length has a meaning, pad in a `collate_fn` and keep the lengths.

Tempting: `batch_size=1`. Nothing has to be stacked then, each step is noisy,
and a BatchNorm sees one image.
"""

import torch
from torch.nn import functional as F
from torch.utils.data import DataLoader

MESSAGE = (
    "stack expects each tensor to be equal size, but got {first:shape} at "
    "entry {i:any} and {second:shape} at entry {j:any}"
)
READ = (
    "{first} is the shape of sample {i} of the batch",
    "{second} is the shape of sample {j}, the first that differs",
)
ALSO = {
    "Trying to resize storage that is not resizable": "num_workers above 0",
    "invalid argument 0: Sizes of tensors must match except in dimension 0.": (
        "torch 1.4 and before"
    ),
}
PHASE = "load data"
MODELS = ("cnn", "vit", "audio")
SEE = ("into-and-out-of-tensors", "cat-stack-chunk-split")


def broken():
    C, H, W = 3, 8, 12
    first = torch.rand(C, H, W)                         # (C, H, W)
    second = torch.rand(C, H, W + 4)                    # (C, H, W+4)
    loader = DataLoader([first, second], batch_size=2)
    return next(iter(loader))


def fixed():
    C, H, W = 3, 8, 12
    first = torch.rand(C, H, W)                         # (C, H, W)
    second = torch.rand(C, H, W + 4)                    # (C, H, W+4)
    samples = [resize(first, H, W), resize(second, H, W)]
    loader = DataLoader(samples, batch_size=2)
    return next(iter(loader))                           # (2, C, H, W)


def resize(image, H, W):
    return F.interpolate(image[None], (H, W), mode="bilinear")[0]


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
