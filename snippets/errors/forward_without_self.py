"""`forward` was written without `self`, so the input takes its place.

Python hands the object itself to each of its methods, before the arguments
in the brackets. `def forward(x)` has room for one of the two. The layers
could not be reached either: they hang on `self`.

Fix: `def forward(self, x)`, and `self.` before each layer's name.

Tempting: Make it a `@staticmethod`. The call fits then, and `forward` still
has no way to the layers of its module.
"""

import torch
from torch import nn

MESSAGE = (
    "{net:word}.forward() takes 1 positional argument but {given:any} were "
    "given"
)
READ = (
    "{net} is the class whose `forward` was called",
    "{given} were handed to it, and `self` is the first of them",
)
ALSO = {
    "forward() takes 1 positional argument but {given:any} were given": (
        "Python before 3.10"
    ),
}
PHASE = "forward"
SEE = ("nn-module-sequential",)


class Net(nn.Module):
    def __init__(self, D, K):
        super().__init__()
        self.head = nn.Linear(D, K)

    def forward(x):
        return x.relu()


def broken():
    B, D, K = 4, 32, 10
    model = Net(D, K)
    x = torch.rand(B, D)                # (B, D)
    return model(x)


class Mended(Net):
    def forward(self, x):
        return self.head(x.relu())


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
