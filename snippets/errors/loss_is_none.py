"""There is no loss: the function that should return one returned nothing.

A Python function without `return` gives `None`, and so does one branch of an
`if` that forgot it. With models that work out the loss themselves it is `None`
when the labels were not passed, or passed under another name.

Fix: `return loss`, in every branch. For a model with a loss inside, pass
`labels=`.

Tempting: `if loss is not None:` around the step. It runs, and skips every batch
for the reason you haven't found.
"""

import torch
from torch import nn
from torch.nn import functional as F

MESSAGE = "'NoneType' object has no attribute 'backward'"
ALSO = {
    "'NoneType' object has no attribute 'item'": "loss.item()",
}
PHASE = "backward"
SEE = ("the-training-loop", "losses-and-sampling")


def no_return(model, x, y):
    loss = F.mse_loss(model(x), y)      # ()


def broken():
    B, D = 4, 3
    model = nn.Linear(D, 1)
    x, y = torch.rand(B, D), torch.rand(B, 1)  # (B, D), (B, 1)
    no_return(model, x, y).backward()


def loss_of(model, x, y):
    return F.mse_loss(model(x), y)      # ()


def fixed():
    B, D = 4, 3
    model = nn.Linear(D, 1)
    x, y = torch.rand(B, D), torch.rand(B, 1)  # (B, D), (B, 1)
    loss_of(model, x, y).backward()


def main():
    try:
        broken()
    except AttributeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
