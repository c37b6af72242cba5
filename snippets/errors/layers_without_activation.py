"""Linear layers without an activation between them are one linear layer.

A linear layer after a linear layer is again linear: two matrices multiplied
are one matrix. However deep this model is, it can draw a straight line
through the data and nothing else. Nothing is wrong with a shape, and the
loss falls until it meets that limit.

Fix: Put an activation between any two layers that have weights. The last
layer stays without one.

Tempting: Add more layers, or wider ones. Without an activation they fold
into one as well.

Check: For a linear model, the output halfway between two inputs is halfway
between their outputs. A model that can bend is off that line somewhere.
"""

import torch
from torch import nn

PHASE = "build"
SYMPTOM = "the loss does not fall"
MODELS = ("vae", "cnn")
SEE = ("activations-dropout-identity", "nn-module-sequential")


def broken():
    torch.manual_seed(0)
    B, D, hidden, K = 16, 8, 32, 3
    x = 3 * torch.randn(B, D)                           # (B, D)
    model = nn.Sequential(
        nn.Linear(D, hidden),
        nn.Linear(hidden, hidden),
        nn.Linear(hidden, K),
    )
    return model, x


def fixed():
    torch.manual_seed(0)
    B, D, hidden, K = 16, 8, 32, 3
    x = 3 * torch.randn(B, D)                           # (B, D)
    model = nn.Sequential(
        nn.Linear(D, hidden),
        nn.ReLU(),
        nn.Linear(hidden, K),
    )
    return model, x


def tempting():
    torch.manual_seed(0)
    B, D, hidden, K, depth = 16, 8, 64, 3, 5
    x = 3 * torch.randn(B, D)                           # (B, D)
    between = [nn.Linear(hidden, hidden) for _ in range(depth)]
    model = nn.Sequential(
        nn.Linear(D, hidden),
        *between,
        nn.Linear(hidden, K),
    )
    return model, x


@torch.no_grad()
def check(built):
    model, x = built
    other = x.flip(0)
    straight = (model(x) + model(other)) / 2
    bend = (model((x + other) / 2) - straight).abs().max()  # ()
    assert bend > 1e-5, f"off the straight line by {bend:.0e}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())
    try:
        check(tempting())
    except AssertionError as error:
        print(error)


if __name__ == "__main__":
    main()
