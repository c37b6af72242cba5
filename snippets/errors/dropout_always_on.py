"""`F.dropout` drops in evaluation too, for it can't know the model's mode.

`nn.Dropout` is a module: `model.eval()` reaches it and turns it off. The
function is not told, and its `training` is True unless you say otherwise.

Fix: Use `nn.Dropout`, or pass the mode on:
`F.dropout(x, p, training=self.training)`.

Tempting: Set a seed before you evaluate. The numbers repeat, and half of the
features are still missing.

Check: In evaluation the same input twice has to give the same output.
"""

import torch
from torch import nn
from torch.nn import functional as F

PHASE = "evaluate"
SYMPTOM = "the same input gives different outputs"
MODELS = ("cnn", "char_gpt")
SEE = ("activations-dropout-identity", "the-training-loop")


class Careless(nn.Module):
    def __init__(self, D, K):
        super().__init__()
        self.head = nn.Linear(D, K)

    def forward(self, x):
        B, D = x.shape                  # (B, D)
        x = F.dropout(x, 0.5)           # (B, D)
        return self.head(x)             # (B, K)


def broken():
    D, K = 16, 10
    return Careless(D, K), torch.rand(4, D)


class Careful(nn.Module):
    def __init__(self, D, K):
        super().__init__()
        self.dropout = nn.Dropout(0.5)
        self.head = nn.Linear(D, K)

    def forward(self, x):
        B, D = x.shape                  # (B, D)
        x = self.dropout(x)             # (B, D)
        return self.head(x)             # (B, K)


def fixed():
    D, K = 16, 10
    return Careful(D, K), torch.rand(4, D)


def check(model_and_batch):
    model, x = model_and_batch
    model.eval()
    once, again = model(x), model(x)
    apart = (once - again).abs().max()  # ()
    assert apart == 0, f"the same batch twice, and {apart:.2f} apart"


def main():
    torch.manual_seed(0)
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
