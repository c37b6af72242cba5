"""An in-place operation has a result that the tensor cannot hold.

`images / 255` makes a new tensor, of floats. `images /= 255` writes into the
tensor that is there, and its dtype is whole numbers. A float added to, or
multiplied into, labels or counters says the same.

Fix: Make it a float first, then divide: `images = images.float() / 255`.

Tempting: `images //= 255`. It runs in place, and what is not white is black.
"""

import torch

MESSAGE = (
    "result type {result:word} can't be cast to the desired output type "
    "{images:word}"
)
READ = (
    "{result} is the dtype that the result has",
    "{images} is the dtype of the tensor it would be written into",
)
PHASE = "load data"
MODELS = ("cnn", "vit", "unet")
SEE = ("device-and-dtype", "into-and-out-of-tensors")


def photos(B, C, H, W):
    return torch.randint(256, (B, C, H, W), dtype=torch.uint8)


def broken():
    B, C, H, W = 4, 3, 8, 12
    images = photos(B, C, H, W)             # (B, C, H, W)
    images /= 255
    return images


def fixed():
    B, C, H, W = 4, 3, 8, 12
    images = photos(B, C, H, W)             # (B, C, H, W)
    images = images.float() / 255           # (B, C, H, W)
    return images                           # (B, C, H, W)


def tempting():
    B, C, H, W = 4, 3, 8, 12
    images = photos(B, C, H, W)             # (B, C, H, W)
    images //= 255                          # (B, C, H, W)
    print(f"the colours left are {images.unique().tolist()}")


def main():
    torch.manual_seed(0)
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
