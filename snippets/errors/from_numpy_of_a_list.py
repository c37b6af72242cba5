"""`from_numpy` takes a NumPy array and nothing else, not even a tensor.

It shares the array's memory, so there has to be an array. A list has none, and
a tensor is where it wants to go: mostly a transform has converted it already,
and it is converted twice.

Fix: `torch.tensor(values)` copies a list, `torch.as_tensor(x)` takes an array,
a list or a tensor, and copies only what it has to.

Tempting: `numpy.array(x)` around it. Of a list it makes float64, and the
first layer refuses that.
"""

import numpy
import torch

MESSAGE = "expected np.ndarray (got {kind:word})"
READ = ("{kind} is the type of what it was given",)
ALSO = {
    "pic should be PIL Image or ndarray. Got": "torchvision, converted twice",
    "img should be PIL Image. Got": "torchvision, converted too early",
    "pic should be 2/3 dimensional": "torchvision",
}
PHASE = "load data"
SEE = ("into-and-out-of-tensors",)


def broken():
    values = [0.5, 1.5, 2.5]
    return torch.from_numpy(values)


def fixed():
    values = [0.5, 1.5, 2.5]
    L = len(values)
    return torch.as_tensor(values)          # (L,)


def tempting():
    values = [0.5, 1.5, 2.5]
    L = len(values)
    x = torch.from_numpy(numpy.array(values))   # (L,)
    print(f"numpy.array makes {x.dtype}")


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
