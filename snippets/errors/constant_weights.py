"""Weights that start equal stay equal, and a wide layer acts as one unit.

If all units of a layer start with the same weights, they give the same
output and get the same gradient, so they change in the same way. A thousand
of them can do no more than one. Zeros are worse: through a layer of zeros no
gradient reaches the layer before it.

Fix: Start weights at random: the way PyTorch does by itself, or with
`nn.init.kaiming_normal_` and its kin. A bias may be zero.

Tempting: Train longer, or with a larger rate. Equal units get equal steps,
whatever their size.

Check: Of the rows of each weight, one for each unit, no two are the same.
"""

import torch
from torch import nn

PHASE = "build"
SYMPTOM = "the loss does not fall"
MODELS = ("cnn", "vae")
SEE = ("initialize-count-freeze",)


def constant(module):
    if isinstance(module, nn.Linear):
        nn.init.constant_(module.weight, 0.1)
        nn.init.zeros_(module.bias)


def broken():
    torch.manual_seed(0)
    D, hidden, K = 8, 32, 3
    model = nn.Sequential(nn.Linear(D, hidden), nn.ReLU(), nn.Linear(hidden, K))
    return model.apply(constant)


def at_random(module):
    if isinstance(module, nn.Linear):
        nn.init.kaiming_normal_(module.weight)
        nn.init.zeros_(module.bias)


def fixed():
    torch.manual_seed(0)
    D, hidden, K = 8, 32, 3
    model = nn.Sequential(nn.Linear(D, hidden), nn.ReLU(), nn.Linear(hidden, K))
    return model.apply(at_random)


def check(model):
    for name, weight in model.named_parameters():
        if weight.ndim > 1:
            units = len(weight)
            kinds = len(weight.flatten(1).unique(dim=0))
            assert kinds == units, f"{name}: {units} units, {kinds} different"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
