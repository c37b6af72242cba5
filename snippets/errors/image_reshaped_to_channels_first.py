"""An image (H, W, C) was reshaped to (C, H, W): right shape, noise inside.

Files, PIL and NumPy keep an image's colours last. `reshape` keeps the reading
order and cuts it anew, so a pixel's red, green and blue land side by side in
one plane. The model trains on that, and learns little.

Fix: `permute(2, 0, 1)` says which dim goes where. The reshape back, before a
plot, is wrong in the same way: there it is `permute(1, 2, 0)`.

Check: A red image has to be red in channel 0 and dark in the others, and its
upper edge has to stay the upper edge.
"""

import numpy
import torch

PHASE = "load data"
SYMPTOM = "it trains, and the result is wrong"
MODELS = ("cnn", "unet", "vit", "vae")
SEE = ("transpose-permute", "view-reshape-flatten")


def broken():
    def to_tensor(image):
        H, W, C = image.shape
        x = torch.from_numpy(image)             # (H, W, C)
        return x.reshape(C, H, W) / 255         # (C, H, W)

    return to_tensor


def fixed():
    def to_tensor(image):
        H, W, C = image.shape
        x = torch.from_numpy(image)             # (H, W, C)
        return x.permute(2, 0, 1) / 255         # (C, H, W)

    return to_tensor


def check(to_tensor):
    image = numpy.zeros((6, 8, 3), dtype="uint8")
    image[..., 0] = 255
    colour = to_tensor(image).mean((1, 2)).tolist()
    assert colour == [1, 0, 0], f"a red image came out as {colour}"
    image[2:] = 0
    assert to_tensor(image)[0, :2].all(), "the red is not where it was"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
