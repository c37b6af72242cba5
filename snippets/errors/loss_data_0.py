"""A tensor without dims is one number, and brackets have nothing to pick from.

`loss.data[0]` stands in code from before torch 0.4, when a loss was a tensor
with one place. Now it has shape `()`. A reduction that you forgot, `x.max()`
or `x.sum()`, gives such a tensor as well, and the next line counts on dims.

Fix: `loss.item()` is the number. If it should have had dims, name the one to
reduce: `x.max(dim=1)`.

Tempting: `loss.reshape(1)[0]`. It runs, and is still a tensor with its graph:
a sum of those over an epoch keeps every graph in memory.
"""

import torch
from torch.nn import functional as F

MESSAGE = "invalid index of a 0-dim tensor. Use `tensor.item()` in Python"
ALSO = {
    "invalid index of a 0-dim tensor. Use tensor.item() to convert a 0-dim "
    "tensor to a Python number": "torch 0.4 to 1.4",
    "slice() cannot be applied to a 0-dim tensor": "loss[:]",
}
PHASE = "loss"
SEE = ("into-and-out-of-tensors", "the-training-loop")


def broken():
    B, K = 4, 3
    scores = torch.rand(B, K)               # (B, K)
    labels = torch.arange(B) % K            # (B,)
    loss = F.cross_entropy(scores, labels)  # ()
    return loss.data[0]


def fixed():
    B, K = 4, 3
    scores = torch.rand(B, K)               # (B, K)
    labels = torch.arange(B) % K            # (B,)
    loss = F.cross_entropy(scores, labels)  # ()
    return loss.item()


def main():
    try:
        broken()
    except IndexError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
