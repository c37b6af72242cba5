"""No parameter of this optimizer has a gradient when the scaler steps.

`scaler.step` first looks for inf in the gradients, and finds no gradient at
all. Here `zero_grad` came after `backward` and took them away. Other ways to
get here: the optimizer holds another model's parameters, all of it is frozen,
or the loss was made anew by `torch.tensor(..., requires_grad=True)`.

Fix: In this order: `zero_grad`, `scaler.scale(loss).backward()`,
`scaler.step(optimizer)`, `scaler.update()`. Then look at one
`param.grad` of a parameter in the optimizer.

Tempting: `optimizer.step()` in place of the scaler's. It says nothing, and it
does nothing: parameters without a gradient are skipped.
"""

import torch
from torch import nn

MESSAGE = "No inf checks were recorded for this optimizer."
PHASE = "step"
SYMPTOM = "a part of the model does not learn"
SEE = ("the-training-loop",)


def broken():
    B, D = 4, 3
    x = torch.rand(B, D)                    # (B, D)
    model = nn.Linear(D, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    scaler = torch.amp.GradScaler("cpu")
    loss = model(x).mean()                  # ()
    scaler.scale(loss).backward()
    optimizer.zero_grad()
    scaler.step(optimizer)
    scaler.update()


def fixed():
    B, D = 4, 3
    x = torch.rand(B, D)                    # (B, D)
    model = nn.Linear(D, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    scaler = torch.amp.GradScaler("cpu")
    loss = model(x).mean()                  # ()
    optimizer.zero_grad()
    scaler.scale(loss).backward()
    scaler.step(optimizer)
    scaler.update()


def tempting():
    B, D = 4, 3
    x = torch.rand(B, D)                    # (B, D)
    model = nn.Linear(D, 1)
    before = model.weight.clone()           # (1, D)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    loss = model(x).mean()                  # ()
    loss.backward()
    optimizer.zero_grad()
    optimizer.step()
    return model.weight.equal(before)


def main():
    try:
        broken()
    except AssertionError as error:
        print(error)
    fixed()
    print(f"the weights are what they were: {tempting()}")


if __name__ == "__main__":
    main()
