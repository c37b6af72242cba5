"""x.T turned all dims around, so the image lies on its side.

Of a matrix, `.T` is the transpose. Of more dims it reverses their order:
(H, W, C) becomes (C, W, H). The channels are first as you wanted, height and
width have changed places, and a model trains on it.

Fix: `permute(2, 0, 1)` for channels first, `.mT` to swap the last two dims of
a stack of matrices.

Tempting: Turn off the warning. It is the only sign, and it is said once.

Check: An image with a number in one pixel, to be found in the same row and
column afterwards.
"""

import torch

MESSAGE = (
    "The use of `x.T` on tensors of dimension other than 2 to reverse their "
    "shape is deprecated"
)
PHASE = "load data"
SYMPTOM = "it trains, and the result is wrong"
MODELS = ("cnn", "unet")
SEE = ("transpose-permute", "shapes-by-modality")


def turned(image):
    H, W, C = image.shape               # (H, W, C)
    return image.T                      # (C, W, H)


def broken():
    return turned


def channels_first(image):
    H, W, C = image.shape               # (H, W, C)
    return image.permute(2, 0, 1)       # (C, H, W)


def fixed():
    return channels_first


def check(channels_first):
    H, W, C = 8, 12, 3
    image = torch.zeros(H, W, C)        # (H, W, C)
    image[1, 5] = 1
    row, column = channels_first(image)[0].nonzero()[0].tolist()
    assert (row, column) == (1, 5), f"(1, 5) has moved to {row, column}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
