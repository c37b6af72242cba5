"""`LBFGS` computes the loss several times per step, so it wants a function.

Other optimizers read the gradients and move once. LBFGS tries how far to go
along a direction, and for each try it has to know the loss and the gradients
there. The function that works them out is the closure.

Fix: Put `zero_grad`, forward, loss and `backward` in a function that returns
the loss, and hand it over: `optimizer.step(closure)`. Without brackets.

Tempting: `optimizer.step(lambda: loss)`. It runs, and sees the same loss and
gradients wherever it goes.
"""

import torch
from torch import nn
from torch.nn import functional as F

MESSAGE = "LBFGS.step() missing 1 required positional argument: 'closure'"
ALSO = {
    "step() missing 1 required positional argument: 'closure'":
        "Python before 3.10",
}
PHASE = "step"
SEE = ("the-training-loop",)


def broken():
    B, D = 8, 3
    x, y = torch.rand(B, D), torch.rand(B, 1)  # (B, D), (B, 1)
    model = nn.Linear(D, 1)
    optimizer = torch.optim.LBFGS(model.parameters())
    loss = F.mse_loss(model(x), y)      # ()
    loss.backward()
    optimizer.step()


def fixed():
    B, D = 8, 3
    x, y = torch.rand(B, D), torch.rand(B, 1)  # (B, D), (B, 1)
    model = nn.Linear(D, 1)
    optimizer = torch.optim.LBFGS(model.parameters())

    def closure():
        optimizer.zero_grad()
        loss = F.mse_loss(model(x), y)  # ()
        loss.backward()
        return loss

    return optimizer.step(closure)      # ()


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
