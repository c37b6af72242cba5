"""The model that sets the target learns too, so the target comes to meet it.

A teacher, a moving average or the target network of a Q-learner says what is
right. Without `no_grad` the loss is a function of both models, and backward
pulls both together. The loss falls nicely. With one shared head it reaches 0:
both say the same for every input.

Fix: Compute the target under `torch.no_grad()`, or `.detach()` it.

Tempting: Leave the teacher out of the optimizer. It then stands still, but the
graph of both is kept, and where both are one network, as with the next state
of a Q-learner, the gradient is still wrong.

Check: After backward, no parameter of the teacher has a gradient.
"""

import torch
from torch import nn
from torch.nn import functional as F
PHASE = "backward"
SYMPTOM = "it trains, and the result is wrong"
MODELS = ("vit", "clip")
SEE = ("losses-and-sampling", "initialize-count-freeze")


def broken():
    def loss_of(student, teacher, x):
        target = teacher(x)
        return F.mse_loss(student(x), target)   # ()

    return loss_of


def fixed():
    def loss_of(student, teacher, x):
        with torch.no_grad():
            target = teacher(x)
        return F.mse_loss(student(x), target)   # ()

    return loss_of


def check(loss_of):
    B, D, K = 4, 8, 3
    x = torch.rand(B, D)                        # (B, D)
    student, teacher = nn.Linear(D, K), nn.Linear(D, K)
    loss_of(student, teacher, x).backward()
    got = [name for name, p in teacher.named_parameters() if p.grad is not None]
    assert not got, f"the teacher has gradients: {', '.join(got)}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
