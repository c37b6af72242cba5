"""`super(Other, self)` names a class that this one does not come from.

The long form, `super(Net, self)`, says the class's own name, and the name
stays behind when a class is copied and renamed. Python then looks for `self`
among the children of another class.

Fix: `super().__init__()`, without a name. Python knows the class it stands in.

Tempting: Leave the call out. Then the first layer cannot be assigned, with a
message of its own.
"""

import torch
from torch import nn

MESSAGE = "obj must be an instance or subtype of type"
ALSO = {
    "super() argument 1 must be": "an instance, or a module of Python",
}
PHASE = "build"
SEE = ("nn-module-sequential",)


class Encoder(nn.Module):
    pass


class Decoder(nn.Module):
    def __init__(self, D):
        super(Encoder, self).__init__()
        self.proj = nn.Linear(D, D)


def broken():
    D = 6
    return Decoder(D)


class Mended(nn.Module):
    def __init__(self, D):
        super().__init__()
        self.proj = nn.Linear(D, D)

    def forward(self, x):
        return self.proj(x)


def fixed():
    B, D = 4, 6
    x = torch.rand(B, D)        # (B, D)
    return Mended(D)(x)         # (B, D)


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
