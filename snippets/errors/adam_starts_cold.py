"""Only the model was saved, and Adam begins again with empty averages.

Adam keeps two averages for each weight and divides one by the root of the
other. Without them its first steps have the full size of the learning rate, in
each weight, however small the gradients had become. After resuming, the loss
jumps, or stays above where it was for a while.

Fix: Save `optimizer.state_dict()` beside the model, and load both. The same
goes for the scheduler and for a gradient scaler.

Tempting: A smaller learning rate after each restart. The jump is smaller, and
so is every step that follows.

Check: Resume from a checkpoint and take one step. It must end where training
without a break ends.
"""

from copy import deepcopy

import torch
from torch import nn

PHASE = "save and load"
SYMPTOM = "good before saving, bad after loading"
MODELS = ("char_gpt", "rectified_flow")
SEE = ("the-training-loop", "parameter-buffer-state-dict")


def step(model, optimizer):
    x = torch.linspace(0, 1, 32).reshape(4, 8)      # (4, 8)
    loss = (model(x) - 1).square().mean()           # ()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


def trained():
    model = nn.Linear(8, 3)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
    for _ in range(20):
        step(model, optimizer)
    return model, optimizer


def broken():
    model, optimizer = trained()
    resumed = deepcopy(model)
    fresh = torch.optim.Adam(resumed.parameters(), lr=0.05)
    return (model, optimizer), (resumed, fresh)


def fixed():
    model, optimizer = trained()
    resumed = deepcopy(model)
    same = torch.optim.Adam(resumed.parameters(), lr=0.05)
    same.load_state_dict(deepcopy(optimizer.state_dict()))
    return (model, optimizer), (resumed, same)


def check(runs):
    for model, optimizer in runs:
        step(model, optimizer)
    (model, _), (resumed, _) = runs
    apart = (model.weight - resumed.weight).abs().max().item()
    assert apart < 1e-6, f"one step after resuming, weights {apart:.4f} apart"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
