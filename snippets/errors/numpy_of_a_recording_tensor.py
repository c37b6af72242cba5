"""This tensor is part of a graph, and a NumPy array can't be.

NumPy shares the memory and keeps no record of what it does. torch wants you to
say that the record may end here. `np.mean`, `np.array` and matplotlib's `plot`
call `numpy()` too, for a list of losses for example.

Fix: For a plot or a report, `.detach().numpy()`, from a GPU
`.detach().cpu().numpy()`. One number comes out with `.item()`.

Tempting: `.detach().numpy()` in the middle of a model or a loss. The message
is gone, and so is the gradient of all that came before. Compute that part with
torch.
"""

import torch
from torch import nn

MESSAGE = (
    "Can't call numpy() on Tensor that requires grad. "
    "Use tensor.detach().numpy() instead."
)
ALSO = {
    "Can't call numpy() on Variable that requires grad. "
    "Use var.detach().numpy() instead.": "torch 1.4 and before",
}
PHASE = "evaluate"
SEE = ("into-and-out-of-tensors",)


def broken():
    B, D, K = 4, 6, 3
    model = nn.Linear(D, K)
    x = torch.rand(B, D)        # (B, D)
    logits = model(x)           # (B, K)
    return logits.numpy()


def fixed():
    B, D, K = 4, 6, 3
    model = nn.Linear(D, K)
    x = torch.rand(B, D)        # (B, D)
    logits = model(x)           # (B, K)
    return logits.detach().numpy()


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
