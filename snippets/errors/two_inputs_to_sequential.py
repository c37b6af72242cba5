"""A module was called with more inputs than its `forward` takes.

An `nn.Sequential` takes one input and hands one on. Here it is given a mask
as well, and it would not know which of its layers wants that. Python counts
`self` with the inputs, so two inputs are three arguments.

Fix: Call the layers yourself and give each what it wants. If all of them
want the mask, go through an `nn.ModuleList` with a loop.

Tempting: Pack both into a tuple. The first layer then gets the tuple, and
fails in its turn.
"""

import torch
from torch import nn

MESSAGE = (
    "{net:word}.forward() takes {takes:any} positional arguments but "
    "{given:any} were given"
)
READ = (
    "{net} is the class whose `forward` was called",
    "it takes {takes}, and `self` is the first of them",
    "{given} were handed to it, `self` among them",
)
ALSO = {
    "forward() takes {takes:any} positional arguments but {given:any} were "
    "given": "Python before 3.10",
}
PHASE = "forward"
MODELS = ("char_gpt", "rectified_flow")
SEE = ("nn-module-sequential",)


class Masked(nn.Module):
    def __init__(self, D):
        super().__init__()
        self.linear = nn.Linear(D, D)

    def forward(self, x, keep):
        return self.linear(x) * keep


def broken():
    B, L, D = 4, 16, 32
    tokens = torch.rand(B, L, D)        # (B, L, D)
    keep = torch.ones(L, 1)             # (L, 1)
    blocks = nn.Sequential(Masked(D), Masked(D))
    return blocks(tokens, keep)


def fixed():
    B, L, D = 4, 16, 32
    tokens = torch.rand(B, L, D)        # (B, L, D)
    keep = torch.ones(L, 1)             # (L, 1)
    blocks = nn.ModuleList([Masked(D), Masked(D)])
    for block in blocks:
        tokens = block(tokens, keep)    # (B, L, D)
    return tokens                       # (B, L, D)


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
