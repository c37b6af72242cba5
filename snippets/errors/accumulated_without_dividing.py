"""Gradients of several small batches are added up, where their mean was meant.

`backward` adds to `.grad`, and that is what accumulating uses. But the loss of
each small batch is a mean, and a sum of four means is four times the gradient
of the large batch. The learning rate you copied is then four times too high.

Fix: Divide each loss by the number of small batches before `backward`. If they
differ in size, or in how many tokens count, add up sums and divide by the
number of all.

Tempting: Trust Adam, which divides by the size of the gradient. It hides the
factor, but clipping sees a norm that is too large and clips all the time.

Check: The gradient of a batch in four parts is that of the whole batch.
"""

import torch
from torch import nn
from torch.nn import functional as F
PHASE = "backward"
SYMPTOM = "it trains, and the result is wrong"
MODELS = ("char_gpt", "clip")
SEE = ("the-training-loop",)


def broken():
    def backward(model, parts):
        for x, y in parts:
            loss = F.mse_loss(model(x), y)  # ()
            loss.backward()

    return backward


def fixed():
    def backward(model, parts):
        for x, y in parts:
            loss = F.mse_loss(model(x), y)  # ()
            loss = loss / len(parts)        # ()
            loss.backward()

    return backward


def check(backward):
    B, D = 12, 3
    torch.manual_seed(0)
    x, y = torch.rand(B, D), torch.rand(B, 1)   # (B, D), (B, 1)
    model = nn.Linear(D, 1)
    backward(model, [(x, y)])
    whole = model.weight.grad.norm()        # ()
    model.zero_grad()
    backward(model, list(zip(x.chunk(4), y.chunk(4))))
    parts = model.weight.grad.norm()        # ()
    ratio = parts / whole                   # ()
    assert abs(ratio - 1) < 0.01, f"in parts, {ratio:.1f} times the gradient"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
