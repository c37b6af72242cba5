"""A lazy layer has no weights until the first batch has told it their size.

`LazyLinear` and the like read `in_features` off the first input. Before that
their parameters have no shape and no numbers: they can't be counted,
initialized or compared.

Fix: Send one batch of zeros of the right shape through the model, right after
you built it. Then everything else: count, initialize, load, `torch.compile`.

Tempting: Leave the uninitialized ones out of the count, or out of the
initialization. It runs, and the number or the weights are not those you mean.
"""

import torch
from torch import nn

MESSAGE = "Attempted to use an uninitialized parameter in "
ALSO = {
    "Can't access the shape of an uninitialized parameter or buffer.":
        "nn.init, weight.shape",
    "Modules with uninitialized parameters can't be used with":
        "DistributedDataParallel",
}
PHASE = "build"
MODELS = ("cnn",)
SEE = ("initialize-count-freeze", "dummy-tests-and-shape-comments")


def broken():
    K = 10
    model = nn.Sequential(nn.Flatten(), nn.LazyLinear(K))
    return sum(weight.numel() for weight in model.parameters())


def fixed():
    B, C, H, W, K = 4, 3, 8, 12, 10
    model = nn.Sequential(nn.Flatten(), nn.LazyLinear(K))
    model(torch.zeros(B, C, H, W))      # (B, K)
    return sum(weight.numel() for weight in model.parameters())


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
