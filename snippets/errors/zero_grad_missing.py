"""The gradients of all steps so far are added up.

`backward` adds to `.grad`, it does not replace it. Without `zero_grad` each
step follows the sum of all gradients since the beginning: it goes too far, in
a direction that is out of date. The loss swings or blows up.

Fix: `optimizer.zero_grad()` once per step, before `backward`.

Tempting: A smaller learning rate. The sum keeps growing, so it is too large
again a few steps later.

Check: With a learning rate of 0 the weights stand still. The same batch has
to give the same gradient at each step.
"""

import torch
from torch import nn
from torch.nn import functional as F

PHASE = "step"
SYMPTOM = "the loss does not fall"
MODELS = ("cnn", "char_gpt", "vae")
SEE = ("the-training-loop",)


def broken():
    def train_step(model, optimizer, x, y):
        loss = F.mse_loss(model(x), y)  # ()
        loss.backward()
        optimizer.step()

    return train_step


def fixed():
    def train_step(model, optimizer, x, y):
        loss = F.mse_loss(model(x), y)  # ()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

    return train_step


def check(train_step):
    B, D = 8, 3
    torch.manual_seed(0)
    x, y = torch.randn(B, D), torch.randn(B, 1)  # (B, D), (B, 1)
    model = nn.Linear(D, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0)
    train_step(model, optimizer, x, y)
    first = model.weight.grad.norm()    # ()
    train_step(model, optimizer, x, y)
    second = model.weight.grad.norm()   # ()
    ratio = second / first              # ()
    assert ratio == 1, f"the second gradient is {ratio:.1f} times the first"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
