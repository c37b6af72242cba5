"""`zero_grad` stands between `backward` and `step`, so no weight ever moves.

`backward` leaves a gradient in each weight, and `step` reads it. What stands
between the two and clears the gradients leaves nothing to step along. The loss
is then the same in every epoch, up to the shuffle.

Fix: `zero_grad`, `backward`, `step`, in this order. `zero_grad` may also come
last, after `step`.

Tempting: A larger learning rate. It is multiplied with a gradient that is not
there.

Check: Keep the weights, take one step, and compare.
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
        optimizer.zero_grad()
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
    model = nn.Linear(D, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    before = model.weight.detach().clone()          # (1, D)
    train_step(model, optimizer, torch.rand(B, D), torch.rand(B, 1))
    moved = (model.weight - before).abs().max()     # ()
    assert moved > 0, f"after a step the weights have moved by {moved:.1f}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
