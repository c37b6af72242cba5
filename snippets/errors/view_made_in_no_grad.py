"""A view was made under no_grad, and is written to where gradients are kept.

A view shares its numbers with the tensor it was taken from. This one was taken
where nothing is recorded, and the write is recorded: torch can't tell whether
the gradient should know about it, and refuses.

Fix: Do both in one place. Write under `no_grad` too when it is not to be
learned from, or take the view outside when it is.

Tempting: Write through `.data`. It runs, and backward never hears of it. For a
weight that is set that is fine, for a number that is computed it is not.
"""

import torch
from torch import nn

MESSAGE = "A view was created in no_grad mode and is being modified inplace"
ALSO = {
    "A view was created in inference mode and is being modified inplace":
        "torch.inference_mode",
}
PHASE = "build"
MODELS = ("char_gpt", "vit")
SEE = ("initialize-count-freeze", "view-reshape-flatten")


def broken():
    V, D = 12, 6
    table = nn.Embedding(V, D)
    with torch.no_grad():
        padding = table.weight[0]               # (D,)
    padding.zero_()


def fixed():
    V, D = 12, 6
    table = nn.Embedding(V, D)
    with torch.no_grad():
        padding = table.weight[0]               # (D,)
        padding.zero_()
    return table(torch.arange(3))               # (3, D)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
