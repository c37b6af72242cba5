"""Each step overshoots, the loss grows, and in the end it is NaN.

A step that is too long lands further from the minimum than it began. There
the gradient is larger, so the next one is longer still. Before the NaN comes
inf, and before that a loss that doubles and doubles.

Fix: Divide the learning rate by 10 until the loss falls from the first steps.
Warm it up, and clip the norm of the gradients, if only the start is wild.

Tempting: `nan_to_num` on the loss or on the gradients. The weights are past
any use by then; the number in the log looks better.

Check: The loss has to be finite, and lower at the end than at the beginning.
"""

import torch
from torch import nn
from torch.nn import functional as F

PHASE = "step"
SYMPTOM = "NaN or inf"
MODELS = ("cnn", "vit", "char_gpt", "rectified_flow")
SEE = ("the-training-loop",)


def train(lr, steps=60):
    B, D = 32, 3
    torch.manual_seed(0)
    x = torch.randn(B, D)                   # (B, D)
    y = x.sum(1, keepdim=True)              # (B, 1)
    model = nn.Linear(D, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        loss = F.mse_loss(model(x), y)      # ()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def broken():
    return train(lr=2.0)


def fixed():
    return train(lr=0.2)


def check(losses):
    told = ", ".join(f"{loss:.1e}" for loss in [*losses[:3], losses[-1]])
    assert losses[-1] < losses[0], f"the first three losses, the last: {told}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
