"""`requires_grad` was switched off on the result of a computation.

The flag can be set on a leaf: a tensor that you made, or a parameter. A result
of tensors that learn has a history, and the flag can't take that away.

Fix: Compute it without a history: put the line under `torch.no_grad()`, or
call `detach()` on what came out. To freeze a layer, switch off its
parameters, not its output: `model.requires_grad_(False)`.

Tempting: Put the whole step under `no_grad`. Then nothing is recorded for the
first line either, and backward has nothing to follow.
"""

import torch
from torch import nn
from torch.nn import functional as F

MESSAGE = "you can only change requires_grad flags of leaf variables"
PHASE = "loss"
SYMPTOM = "a part of the model does not learn"
SEE = ("initialize-count-freeze", "parameter-buffer-state-dict")


def broken():
    B, D, K = 4, 6, 3
    model = nn.Linear(D, K)
    state, after = torch.rand(2, B, D).unbind(0)    # (B, D), (B, D)
    value = model(state).amax(1)                    # (B,)
    goal = 0.9 * model(after).amax(1)               # (B,)
    goal.requires_grad = False
    F.mse_loss(value, goal).backward()


def fixed():
    B, D, K = 4, 6, 3
    model = nn.Linear(D, K)
    state, after = torch.rand(2, B, D).unbind(0)    # (B, D), (B, D)
    value = model(state).amax(1)                    # (B,)
    with torch.no_grad():
        goal = 0.9 * model(after).amax(1)           # (B,)
    F.mse_loss(value, goal).backward()


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
