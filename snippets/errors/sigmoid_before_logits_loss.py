"""The model ends in a sigmoid, and the loss `with_logits` does one of its own.

What arrives as a logit lies between 0 and 1 then. A logit of 0 or more means a
probability of one half or more, so the model cannot say no. The loss of a
negative sample never falls below 0.69.

Fix: Let the model end in the `Linear`, and keep the loss. It is the more exact
pair: the log of a sigmoid does not run into 0.

Tempting: Turn the threshold up until the accuracy looks right. The loss still
has its floor, and the model still hardly learns.

Check: Logits are any numbers. A model that is new should give some below 0.
"""

import torch
from torch import nn

PHASE = "loss"
SYMPTOM = "the loss does not fall"
SEE = ("losses-and-sampling", "activations-dropout-identity")


def broken():
    D = 16
    return nn.Sequential(nn.Linear(D, 1), nn.Sigmoid())


def fixed():
    D = 16
    return nn.Sequential(nn.Linear(D, 1))


def check(model):
    B, D = 64, 16
    torch.manual_seed(0)
    x = torch.randn(B, D)           # (B, D)
    lowest = model(x).min()         # ()
    assert lowest < 0, f"no logit is below {lowest:.2f}: is that a sigmoid?"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
