"""permute got an order for another number of dims than the tensor has.

`permute` wants each dim named once. `permute(1, 2, 0)` turns one image
(C, H, W) into what a plot expects; a batch has a dim more.

Fix: Take one image out, `images[0].permute(1, 2, 0)`, or name all four dims:
`permute(0, 2, 3, 1)`. `movedim(-3, -1)` is right for both.

Tempting: `squeeze()` before `permute`. It helps as long as the batch holds one
image, and takes the channel dim of a grey one along.
"""

import torch

MESSAGE = (
    "number of dimensions in the tensor input does not match the length of "
    "the desired ordering of dimensions i.e. input.dim() = {4} is not equal "
    "to len(dims) = {3}"
)
READ = (
    "{4} is how many dims the tensor has",
    "{3} is how many you put in order",
)
ALSO = {
    "number of dims don't match in permute": "torch 1.13",
}
PHASE = "evaluate"
MODELS = ("cnn", "unet")
SEE = ("transpose-permute", "shapes-by-modality")


def broken():
    B, C, H, W = 2, 3, 8, 12
    images = torch.rand(B, C, H, W)     # (B, C, H, W)
    return images.permute(1, 2, 0)


def fixed():
    B, C, H, W = 2, 3, 8, 12
    images = torch.rand(B, C, H, W)     # (B, C, H, W)
    first = images[0]                   # (C, H, W)
    return first.permute(1, 2, 0)       # (H, W, C)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
