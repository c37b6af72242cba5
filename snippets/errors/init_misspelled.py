"""The class has no `__init__` of its own that takes what it was given.

With one underscore too few on a side, `_init_` is a method like any other
and nobody calls it. Python falls back on the `__init__` of `nn.Module`, which
takes nothing but `self`. A layer without settings is as strict: `nn.Sigmoid(x)`
fails in the same words, for `x` belongs into a second pair of brackets.

Fix: Two underscores on either side, `def __init__(self, D, K)`.

Tempting: Build the model without arguments and call `_init_` after. It runs
for you, and for nobody else who builds the class.
"""

import torch
from torch import nn

MESSAGE = (
    "{net:word}.__init__() takes 1 positional argument but {given:any} were "
    "given"
)
READ = (
    "{net} is the class that was built",
    "{given} were handed to it, and `self` is the first of them",
)
ALSO = {
    "__init__() takes 1 positional argument but {given:any} were given": (
        "Python before 3.10"
    ),
}
PHASE = "build"
SEE = ("nn-module-sequential",)


class Net(nn.Module):
    def _init_(self, D, K):
        super().__init__()
        self.head = nn.Linear(D, K)

    def forward(self, x):
        return self.head(x)


def broken():
    D, K = 32, 10
    return Net(D, K)


class Mended(nn.Module):
    def __init__(self, D, K):
        super().__init__()
        self.head = nn.Linear(D, K)

    def forward(self, x):
        return self.head(x)


def fixed():
    B, D, K = 4, 32, 10
    model = Mended(D, K)
    x = torch.rand(B, D)                # (B, D)
    return model(x)                     # (B, K)


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
