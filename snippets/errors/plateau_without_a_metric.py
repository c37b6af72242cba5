"""`ReduceLROnPlateau` wants to know how good the model is, at each step.

The other schedulers only count. This one lowers the rate when a number has not
become better for some epochs, so it has to be given that number.

Fix: `scheduler.step(validation_loss)`, once per epoch, after the validation.
For a number that should grow, such as an accuracy, build it with `mode="max"`.

Tempting: The loss of the last training batch, since it is at hand. It jumps, so
the rate falls by chance.
"""

import torch
from torch import nn
from torch.optim.lr_scheduler import ReduceLROnPlateau

MESSAGE = (
    "ReduceLROnPlateau.step() missing 1 required positional argument: "
    "'metrics'"
)
ALSO = {
    "step() missing 1 required positional argument: 'metrics'":
        "Python before 3.10",
}
PHASE = "step"
SEE = ("the-training-loop",)


def broken():
    optimizer = torch.optim.SGD(nn.Linear(3, 1).parameters(), lr=0.1)
    scheduler = ReduceLROnPlateau(optimizer)
    optimizer.step()
    scheduler.step()


def fixed():
    optimizer = torch.optim.SGD(nn.Linear(3, 1).parameters(), lr=0.1)
    scheduler = ReduceLROnPlateau(optimizer)
    optimizer.step()
    validation_loss = 0.3
    scheduler.step(validation_loss)


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
