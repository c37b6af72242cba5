"""The model is still in training mode while it is evaluated.

In training mode dropout throws numbers away, at random, and batch norm uses
the mean of the batch at hand. So the same image gives another answer each
time, and its answer depends on its neighbours.

Fix: `model.eval()` before you evaluate, and `model.train()` when training goes
on: it does not come back by itself.

Tempting: `torch.no_grad()` alone. It stops the recording of gradients, and
dropout goes on as before. You want both.

Check: Ask the same question twice.
"""

import torch
from torch import nn

PHASE = "evaluate"
SYMPTOM = "the same input gives different outputs"
MODELS = ("cnn", "vit", "char_gpt")
SEE = ("the-training-loop", "activations-dropout-identity")


def classifier():
    D, K = 16, 5
    return nn.Sequential(nn.Linear(D, D), nn.Dropout(0.5), nn.Linear(D, K))


def broken():
    return classifier()


def fixed():
    return classifier().eval()


def tempting():
    model = classifier()

    @torch.no_grad()
    def predict(x):
        return model(x)

    return predict


def check(model):
    B, D = 8, 16
    torch.manual_seed(0)
    x = torch.randn(B, D)               # (B, D)
    once, again = model(x), model(x)
    apart = (once - again).abs().max()  # ()
    assert apart == 0, f"asked twice, the answers differ by {apart:.2f}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    try:
        check(tempting())
    except AssertionError as error:
        print(f"under no_grad: {error}")
    check(fixed())


if __name__ == "__main__":
    main()
