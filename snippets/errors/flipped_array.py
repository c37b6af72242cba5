"""NumPy flips an array by walking it backwards, and tensors can't.

`image[:, ::-1]`, `numpy.flip` and `image[..., ::-1]`, which turns BGR into
RGB, copy nothing: they give a view with a negative stride. A tensor's strides
are never negative.

Fix: `numpy.ascontiguousarray(flipped)`, or `.copy()`, before `from_numpy`. Or
flip the tensor: `image.flip(1)`.

Tempting: `torch.tensor(flipped)`, as it copies anyway. It asks for the same
strides, and prints the same.
"""

import numpy
import torch

MESSAGE = (
    "At least one stride in the given numpy array is negative, and tensors "
    "with negative strides are not currently supported."
)
ALSO = {
    "some of the strides of a given numpy array are negative. This is "
    "currently not supported, but will be added in future releases.": (
        "torch 1.0 to 1.4"
    ),
    "step must be greater than zero": "a tensor, x[::-1]",
}
PHASE = "load data"
MODELS = ("cnn", "unet")
SEE = ("into-and-out-of-tensors",)


def broken():
    H, W, C = 8, 12, 3
    image = numpy.zeros((H, W, C), dtype="uint8")
    return torch.from_numpy(image[:, ::-1])


def fixed():
    H, W, C = 8, 12, 3
    image = numpy.zeros((H, W, C), dtype="uint8")
    flipped = numpy.ascontiguousarray(image[:, ::-1])
    return torch.from_numpy(flipped)            # (H, W, C)


def tempting():
    H, W, C = 8, 12, 3
    image = numpy.zeros((H, W, C), dtype="uint8")
    try:
        torch.tensor(image[:, ::-1])
    except ValueError as error:
        print(f"torch.tensor: {str(error)[:41]} ...")


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
