"""A ReLU behind the last layer: where the output is 0, nothing learns.

A ReLU answers 0 to every negative number, and its slope there is 0. Behind the
last layer that silences whole outputs. Targets below 0 can't be reached at all,
and a class that is never positive stays where it is.

Fix: Leave the last layer without an activation, and let the loss do the rest.
For outputs that must be positive, `softplus` or `exp` has a slope everywhere.

Tempting: Initialize until it starts off well. The first large step can push an
output below 0 for good.

Check: Give a batch, push every output up, and look whether each one gets a
gradient. The bias of the last layer tells.
"""

import torch
from torch import nn

PHASE = "build"
SYMPTOM = "the loss does not fall"
MODELS = ("cnn",)
SEE = ("activations-dropout-identity", "losses-and-sampling")


def broken():
    C, D, K = 6, 8, 5
    return nn.Sequential(
        nn.Linear(C, D), nn.ReLU(), nn.Linear(D, K), nn.ReLU())


def fixed():
    C, D, K = 6, 8, 5
    return nn.Sequential(nn.Linear(C, D), nn.ReLU(), nn.Linear(D, K))


def check(model, x):
    model(x).sum().backward()
    last = list(model.parameters())[-1]
    still = int((last.grad == 0).sum())
    assert still == 0, f"{still} of {len(last)} outputs get no gradient"


def main():
    B, C = 4, 6
    torch.manual_seed(0)
    x = torch.rand(B, C)        # (B, C)
    try:
        check(broken(), x)
    except AssertionError as error:
        print(error)
    check(fixed(), x)


if __name__ == "__main__":
    main()
