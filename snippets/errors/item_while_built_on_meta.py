"""A model that is built without numbers asked one of its tensors for a number.

Large models are built under `torch.device("meta")`, where tensors have no
values. A constructor that computes settings with tensors, such as the drop
rates of its layers, and then says `.item()`, `int(...)` or `if`, finds none.

Fix: Compute settings with plain Python numbers. Where it has to be a tensor,
`device="cpu"` in that one call.

Tempting: `.tolist()` in place of `.item()`. There are still no values.
"""

import torch
from torch import nn

MESSAGE = "Tensor.item() cannot be called on meta tensors"
PHASE = "build"
MODELS = ("vit",)
SEE = ("device-and-dtype",)


def broken():
    depth = 4
    with torch.device("meta"):
        rates = torch.linspace(0, 0.1, depth)       # (depth,)
        layers = [nn.Dropout(rate.item()) for rate in rates]
    return layers


def fixed():
    depth = 4
    with torch.device("meta"):
        rates = [0.1 * i / (depth - 1) for i in range(depth)]
        layers = [nn.Dropout(rate) for rate in rates]
    return layers


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
