"""Rounding in the middle of a model: every gradient before it is zero.

A rounded number stays the same when its input moves a little, so its slope is 0
nearly everywhere. `round`, `floor` and `sign` send back exactly that. There is
a gradient, it is full of zeros, and `is None` does not find it.

Fix: Round going forward, and let the gradient pass as if nothing had happened:
`x + (x.round() - x).detach()` (straight-through).

Tempting: A larger learning rate. It multiplies zero.

Check: After one backward, the gradient of every parameter has a number that is
not zero. It works for any model and batch.
"""

import torch
from torch import nn

PHASE = "forward"
SYMPTOM = "a part of the model does not learn"
MODELS = ("vae", "audio")
SEE = ("reductions-and-math", "check-your-own-code")


class Round(nn.Module):
    def forward(self, x):
        return x.round()


def broken():
    C, D, K = 6, 5, 3
    return nn.Sequential(nn.Linear(C, D), Round(), nn.Linear(D, K))


class RoundThrough(nn.Module):
    def forward(self, x):
        return x + (x.round() - x).detach()


def fixed():
    C, D, K = 6, 5, 3
    return nn.Sequential(nn.Linear(C, D), RoundThrough(), nn.Linear(D, K))


def check(model, x):
    model(x).square().sum().backward()
    flat = [name for name, p in model.named_parameters() if not p.grad.any()]
    assert not flat, f"only zeros: {', '.join(flat)}"


def main():
    B, C = 4, 6
    torch.manual_seed(0)
    x = 5 * torch.rand(B, C)    # (B, C)
    try:
        check(broken(), x)
    except AssertionError as error:
        print(error)
    check(fixed(), x)


if __name__ == "__main__":
    main()
