"""A model that holds a computed tensor cannot be copied with `deepcopy`.

`copy.deepcopy(model)` copies all that hangs on the model. Here `forward` has
kept an output in `self.features`, and an output carries the graph it was
computed with. A graph cannot be copied, only what you made yourself can.
The old `nn.utils.weight_norm` keeps a computed weight in the layer, and ends
in the same place.

Fix: Keep a detached copy, `self.features = x.detach()`, or return it beside
the output instead of keeping it.

Tempting: Copy the model before its first batch. That holds until somebody
copies it later, for the best checkpoint or for a running average.
"""

import copy

import torch
from torch import nn

MESSAGE = (
    "Only Tensors created explicitly by the user (graph leaves) support the "
    "deepcopy protocol at the moment"
)
ALSO = {
    "Only Variables created explicitly by the user (graph leaves) support "
    "the deepcopy protocol at the moment": "torch 0.4",
}
PHASE = "save and load"
SEE = ("parameter-buffer-state-dict",)


class Net(nn.Module):
    def __init__(self, D, K):
        super().__init__()
        self.body = nn.Linear(D, D)
        self.head = nn.Linear(D, K)

    def forward(self, x):
        self.features = self.body(x).relu()
        return self.head(self.features)


def broken():
    B, D, K = 4, 32, 10
    model = Net(D, K)
    x = torch.rand(B, D)                # (B, D)
    model(x)                            # (B, K)
    return copy.deepcopy(model)


class Mended(Net):
    def forward(self, x):
        x = self.body(x).relu()
        self.features = x.detach()
        return self.head(x)


def fixed():
    B, D, K = 4, 32, 10
    model = Mended(D, K)
    x = torch.rand(B, D)                # (B, D)
    model(x)                            # (B, K)
    return copy.deepcopy(model)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
