"""The schedule moved on before the first step was taken.

A scheduler starts at its first learning rate, and `step` goes to the next one.
Called first, it skips that one. The same warning comes when the optimizer
never stepped: a `GradScaler` leaves out a step whose gradients are inf.

Fix: `optimizer.step()`, then `scheduler.step()`. If the order is right and a
`GradScaler` is in use, a warning in the first steps does no harm.

Tempting: Silence the warning. With a warmup the first rate matters little;
with a rate that decays each epoch, a whole epoch of the highest is lost.

Check: Write down the learning rate at each step. The first one is the one you
gave to the optimizer.
"""

import torch
from torch import nn
from torch.optim.lr_scheduler import StepLR

MESSAGE = (
    "Detected call of `lr_scheduler.step()` before `optimizer.step()`."
)
PHASE = "step"
SYMPTOM = "it trains, and the result is wrong"
MODELS = ("vit", "char_gpt")
SEE = ("the-training-loop",)


def broken():
    optimizer = torch.optim.SGD(nn.Linear(3, 1).parameters(), lr=0.1)
    scheduler = StepLR(optimizer, step_size=1, gamma=0.5)
    rates = []
    for epoch in range(3):
        scheduler.step()
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
    return rates


def fixed():
    optimizer = torch.optim.SGD(nn.Linear(3, 1).parameters(), lr=0.1)
    scheduler = StepLR(optimizer, step_size=1, gamma=0.5)
    rates = []
    for epoch in range(3):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return rates


def check(rates):
    assert rates[0] == 0.1, f"the first step is taken with {rates[0]}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
