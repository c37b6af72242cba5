"""Dropout wants a share between 0 and 1, and got another number.

`p` is the part that is dropped: 0.5 is half. A number above 1 is a percentage,
or it is a size that landed in the wrong place because the arguments were
passed by position.

Fix: `nn.Dropout(0.5)`. Pass the argument by its name, `dropout=0.1`, where a
layer takes several numbers.

Tempting: `p=1`, the largest that is allowed. It drops everything, and the
network gives the same answer to every input.
"""

import torch
from torch import nn

MESSAGE = "dropout probability has to be between 0 and 1, but got {percent}"
READ = ("{percent} is the `p` it got",)
PHASE = "build"
MODELS = ("char_gpt", "vit")
SEE = ("activations-dropout-identity",)


def broken():
    percent = 50
    return nn.Dropout(percent)


def fixed():
    B, D, percent = 4, 8, 50
    x = torch.ones(B, D)                # (B, D)
    return nn.Dropout(percent / 100)(x)  # (B, D)


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
