"""An operation of PyTorch was given something that is no tensor.

Layers and functions of PyTorch take tensors. A NumPy array, a list, a number
or a PIL image has to become one first. If the message says `tuple`, a layer
before this one gave several things, as an `LSTM` does; if it says `NoneType`,
a function before forgot its `return`.

Fix: `torch.from_numpy(x).float()` for arrays, `torch.tensor(x)` for lists and
numbers. For a tuple take the tensor out of it: `out, _ = lstm(x)`.
"""

import numpy
import torch
from torch import nn

MESSAGE = (
    "{op:word}(): argument '{name:word}' (position {at:any}) must be Tensor, "
    "not {kind:word}"
)
READ = (
    "{op}() is the operation, '{name}' its argument, counted as number {at}",
    "{kind} is the type of what you gave it",
)
ALSO = {
    "conv2d() received an invalid combination of arguments - got "
    "(numpy.ndarray,": "Conv2d",
    "expected Tensor as element 0 in argument 0, but got numpy.ndarray": (
        "cat and stack"
    ),
    "'numpy.ndarray' object has no attribute 'unsqueeze'": "methods",
    "'numpy.ndarray' object has no attribute 'to'": "methods",
    "'numpy.ndarray' object has no attribute 'dim'": "methods",
    "'numpy.ndarray' object has no attribute 'float'": "methods",
    "'numpy.ndarray' object has no attribute 'cuda'": "methods",
}
PHASE = "forward"
SEE = ("into-and-out-of-tensors",)


def broken():
    B, D, K = 6, 4, 3
    rows = numpy.zeros((B, D))
    head = nn.Linear(D, K)
    return head(rows)


def fixed():
    B, D, K = 6, 4, 3
    rows = numpy.zeros((B, D))
    x = torch.from_numpy(rows).float()          # (B, D)
    head = nn.Linear(D, K)
    return head(x)                              # (B, K)


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
