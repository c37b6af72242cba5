"""A layer was assigned before `super().__init__()` had run.

`nn.Module.__init__` makes the shelves on which a module keeps its layers,
parameters and buffers. A number can be kept without, so nothing tells until
the first layer arrives. The line is missing, stands too low, or lacks its
last pair of brackets.

Fix: Make `super().__init__()` the first line of your `__init__`, with both
pairs of brackets.

Tempting: Keep the layers in a list or a dict until then. The error goes away
with the shelves: what is in a plain list is never trained, moved or saved.
"""

import torch
from torch import nn

MESSAGE = "cannot assign {what:word} before Module.__init__() call"
READ = (
    "{what} is what the line assigns: a layer is a module, an `nn.Parameter` "
    "is one of the parameters",
)
ALSO = {
    "object has no attribute '_modules'": "told to train, or to move",
    "object has no attribute '_parameters'": "asked for its parameters",
    "object has no attribute '_backward_hooks'": "called",
    "object has no attribute '_forward_pre_hooks'": "called, older torch",
}
PHASE = "build"
SEE = ("nn-module-sequential",)


class Net(nn.Module):
    def __init__(self, D):
        self.D = D

    def forward(self, x):
        return self.head(x)


def broken():
    D, K = 32, 10
    model = Net(D)
    model.head = nn.Linear(model.D, K)
    return model


class Mended(nn.Module):
    def __init__(self, D):
        super().__init__()
        self.D = D

    def forward(self, x):
        return self.head(x)


def fixed():
    B, D, K = 4, 32, 10
    model = Mended(D)
    model.head = nn.Linear(model.D, K)
    x = torch.rand(B, D)                # (B, D)
    return model(x)                     # (B, K)


def main():
    try:
        broken()
    except AttributeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
