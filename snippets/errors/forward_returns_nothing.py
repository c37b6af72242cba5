"""`forward` ends without a `return`, so the model's output is `None`.

A function that does not reach a `return` gives back `None`. The model runs
all its layers, and the result is dropped at the end. The line that fails is
the next one that wants a tensor, often the loss. A `return` that stands only
inside an `if` leaves the other case with nothing.

Fix: End `forward` with `return x`, at the indentation of the function.

Tempting: Leave such outputs out with `if output is not None`. They are all
`None`, so nothing is ever trained.
"""

import torch
from torch import nn
from torch.nn import functional as F

MESSAGE = (
    "{op:word}(): argument 'input' (position {at:any}) must be Tensor, "
    "not NoneType"
)
READ = (
    "{op} is the function that was called with `None` for its input",
)
ALSO = {
    "'NoneType' object has no attribute 'shape'": "asked for its shape",
    "'NoneType' object has no attribute 'size'": "asked for its size",
    "'NoneType' object has no attribute 'view'": "reshaped",
    "'NoneType' object has no attribute 'log_softmax'": "torch 1.7",
}
PHASE = "forward"
SEE = ("nn-module-sequential",)


class Net(nn.Module):
    def __init__(self, D, K):
        super().__init__()
        self.head = nn.Linear(D, K)

    def forward(self, x):
        x = self.head(x)


def broken():
    B, D, K = 4, 32, 10
    model = Net(D, K)
    x = torch.rand(B, D)                # (B, D)
    target = torch.arange(B) % K        # (B,)
    return F.cross_entropy(model(x), target)


class Mended(Net):
    def forward(self, x):
        x = self.head(x)
        return x


def fixed():
    B, D, K = 4, 32, 10
    model = Mended(D, K)
    x = torch.rand(B, D)                # (B, D)
    target = torch.arange(B) % K        # (B,)
    return F.cross_entropy(model(x), target)  # ()


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
