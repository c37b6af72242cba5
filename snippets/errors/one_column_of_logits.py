"""One output per sample is one class, and `cross_entropy` is always sure of it.

A softmax over one number is 1, whatever the number is. So the loss is 0 from
the first step, and there is no gradient. With a float target of shape (B, 1)
nothing complains; with class numbers it would be "Target 1 is out of bounds".

Fix: For one output, `F.binary_cross_entropy_with_logits`. Or two outputs, and
class numbers 0 and 1.

Tempting: `softmax(dim=0)`, since it gives other numbers than 1. It spreads one
sure answer over the whole batch.

Check: Some output has to get a gradient. If the loss is 0 before training, it
measures nothing.
"""

import torch
from torch.nn import functional as F

PHASE = "loss"
SYMPTOM = "the loss does not fall"
SEE = ("losses-and-sampling", "norms-embeddings-softmax")


def broken():
    return F.cross_entropy


def fixed():
    return F.binary_cross_entropy_with_logits


def check(loss_of):
    B = 6
    torch.manual_seed(0)
    logits = torch.randn(B, 1)                  # (B, 1)
    logits.requires_grad_()                     # (B, 1)
    target = torch.randint(2, (B, 1)).float()   # (B, 1)
    loss = loss_of(logits, target)              # ()
    loss.backward()
    moved = logits.grad.abs().max()             # ()
    assert moved > 0, f"loss {abs(loss):.2f}, largest gradient {moved:.2f}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
