"""The gradients are clipped where it has no effect: after the step.

`clip_grad_norm_` scales what is in `.grad` at that moment. After `step` the
weights have already moved, and before `backward` the gradients are old or not
there. One bad batch then throws the weights as far as without clipping.

Fix: Between `backward` and `step`. With a `GradScaler`, call
`scaler.unscale_(optimizer)` first, or you clip the scaled gradients.

Tempting: A smaller `max_norm`. Nothing changes, since nothing is clipped.

Check: SGD with a learning rate of 1 moves the weights by the gradient. Give it
a batch with a huge loss: the weights may move by `max_norm`, here 1, at most.
"""

import torch
from torch import nn
from torch.nn import functional as F
PHASE = "step"
SYMPTOM = "NaN or inf"
MODELS = ("char_gpt", "vit")
SEE = ("the-training-loop",)


def broken():
    def train_step(model, optimizer, x, y):
        loss = F.mse_loss(model(x), y)  # ()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)

    return train_step


def fixed():
    def train_step(model, optimizer, x, y):
        loss = F.mse_loss(model(x), y)  # ()
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return train_step


def check(train_step):
    B, D = 8, 3
    torch.manual_seed(0)
    model = nn.Linear(D, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=1.0)
    before = model.weight.detach().clone()  # (1, D)
    train_step(model, optimizer, torch.rand(B, D), 1000 * torch.rand(B, 1))
    moved = (model.weight - before).norm()  # ()
    assert moved < 1.001, f"clipped to 1, and the weights moved by {moved:.0f}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
