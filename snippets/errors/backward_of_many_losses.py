"""backward starts from one number, and this tensor has several.

A gradient says how one number changes with each weight. With
`reduction="none"` the loss has a number per sample, and torch doesn't guess
how they weigh. `nn.DataParallel` returns a loss per GPU and meets it as well.

Fix: Make one number of them: `.mean()`, or a weighted sum if that is what you
kept them apart for.

Tempting: `loss.backward(torch.ones_like(loss))`. That is the gradient of the
sum. It grows with the batch, as if the learning rate did.
"""

import torch
from torch import nn
from torch.nn import functional as F

MESSAGE = "grad can be implicitly created only for scalar outputs"
PHASE = "backward"
MODELS = ("char_gpt", "vae")
SEE = ("losses-and-sampling", "reductions-and-math")


def each_loss(model, B, D, K):
    x = torch.ones(B, D)                                    # (B, D)
    y = torch.arange(B) % K                                 # (B,)
    return F.cross_entropy(model(x), y, reduction="none")   # (B,)


def broken():
    B, D, K = 4, 6, 3
    model = nn.Linear(D, K)
    loss = each_loss(model, B, D, K)        # (B,)
    loss.backward()


def fixed():
    B, D, K = 4, 6, 3
    model = nn.Linear(D, K)
    loss = each_loss(model, B, D, K)        # (B,)
    loss.mean().backward()


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
