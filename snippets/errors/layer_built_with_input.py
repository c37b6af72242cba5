"""A layer was handed on where its output was meant.

A layer is built first and called second. `nn.ReLU(x)` only builds: it takes
`x` for the setting `inplace` and gives back a layer. The next function then
gets that layer, and it wants a tensor.

Fix: Build the layer in `__init__` and call it in `forward`, or use two pairs
of brackets: `nn.ReLU()(x)`. The function `F.relu(x)` needs no building.

Tempting: Build and call it with the input, `nn.ReLU(x)(x)`. What stands in
the first brackets is a setting, never an input.
"""

import torch
from torch import nn

MESSAGE = (
    "{op:word}(): argument 'input' (position {at:any}) must be Tensor, not ReLU"
)
READ = ("{op} is the function that got a layer where a tensor should be",)
ALSO = {
    "(position {at:any}) must be Tensor, not Sigmoid": "another layer",
    "(position {at:any}) must be Tensor, not Tanh": "another layer",
    "(position {at:any}) must be Tensor, not Softmax": "another layer",
    "(position {at:any}) must be Tensor, not Linear": "another layer",
    "(position {at:any}) must be Tensor, not Conv2d": "another layer",
    "(position {at:any}) must be Tensor, not Sequential": "a stack of layers",
    "received an invalid combination of arguments - got (ReLU, Parameter": (
        "into an nn.Conv2d"
    ),
    "'ReLU' object has no attribute 'shape'": "asked for its shape",
    "'ReLU' object has no attribute 'size'": "asked for its size",
    "'ReLU' object has no attribute 'dim'": "torch 1.7",
}
PHASE = "forward"
SEE = ("activations-dropout-identity", "nn-module-sequential")


def broken():
    B, D, K = 4, 32, 10
    hidden = nn.Linear(D, D)
    head = nn.Linear(D, K)
    x = torch.rand(B, D)                # (B, D)
    x = hidden(x)                       # (B, D)
    x = nn.ReLU(x)
    return head(x)


def fixed():
    B, D, K = 4, 32, 10
    hidden = nn.Linear(D, D)
    act = nn.ReLU()
    head = nn.Linear(D, K)
    x = torch.rand(B, D)                # (B, D)
    x = hidden(x)                       # (B, D)
    x = act(x)                          # (B, D)
    return head(x)                      # (B, K)


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
