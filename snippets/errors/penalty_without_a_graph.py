"""A gradient penalty that is added to the loss and never learned from.

`torch.autograd.grad` without `create_graph=True` returns numbers without a
history. To the loss the penalty is a constant. It is printed in each step, and
no weight hears of it.

Fix: `create_graph=True` where the slope is taken.

Tempting: A larger weight in front of the penalty. A hundred times a constant is
a constant.

Check: Hand in the penalty alone: it has to reach a weight of the model.
"""

import torch
from torch import nn

PHASE = "loss"
SYMPTOM = "it trains, and the result is wrong"
SEE = ("losses-and-sampling", "the-training-loop")


def broken():
    def penalty(critic, x):
        B, C = x.shape
        score = critic(x).sum()                     # ()
        slope = torch.autograd.grad(score, x)[0]    # (B, C)
        return (slope.norm(dim=1) - 1).square().mean()  # ()
    return penalty


def fixed():
    def penalty(critic, x):
        B, C = x.shape
        score = critic(x).sum()                     # ()
        slope = torch.autograd.grad(
            score, x, create_graph=True)[0]         # (B, C)
        return (slope.norm(dim=1) - 1).square().mean()  # ()
    return penalty


def check(penalty, critic, x):
    lost = penalty(critic, x.requires_grad_())      # ()
    assert lost.requires_grad, f"the penalty {lost:.2f} reaches no weight"


def main():
    B, C, D = 4, 2, 8
    torch.manual_seed(0)
    critic = nn.Sequential(nn.Linear(C, D), nn.Tanh(), nn.Linear(D, 1))
    x = torch.rand(B, C)                            # (B, C)
    try:
        check(broken(), critic, x)
    except AssertionError as error:
        print(error)
    check(fixed(), critic, x)


if __name__ == "__main__":
    main()
