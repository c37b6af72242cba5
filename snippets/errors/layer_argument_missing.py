"""A layer was built without a size that it cannot guess.

`nn.Linear` wants what goes in and what comes out, `nn.Conv2d` the kernel as
well. A size that stands in the wrong brackets is missing in the right ones:
`nn.Linear(D)(K)`.

Fix: Name the arguments, and the missing one is seen:
`nn.Conv2d(in_channels=3, out_channels=8, kernel_size=3)`. What goes in may be
left to the first batch: `nn.LazyConv2d`.
"""

import torch
from torch import nn

MESSAGE = (
    "{layer:word}.__init__() missing {n:any} required positional argument: "
    "'{name:word}'"
)
READ = (
    "{layer} is what was built",
    "{name} is what it was not told",
)
ALSO = {
    "{layer:word}.__init__() missing {n:any} required positional arguments: "
    "'{name:word}'": "several",
    "__init__() missing {n:any} required positional argument: '{name:word}'":
        "before Python 3.10",
    "__init__() missing {n:any} required positional arguments: '{name:word}'":
        "several, before Python 3.10",
}
PHASE = "build"
MODELS = ("cnn",)
SEE = ("convolutions", "nn-module-sequential")


def broken():
    C, D = 3, 8
    return nn.Conv2d(C, D)


def fixed():
    B, C, D, H, W = 2, 3, 8, 10, 12
    conv = nn.Conv2d(C, D, kernel_size=3, padding=1)
    x = torch.rand(B, C, H, W)      # (B, C, H, W)
    return conv(x)                  # (B, D, H, W)


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
