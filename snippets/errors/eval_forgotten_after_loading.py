"""The model is loaded and used in training mode, so dropout still drops.

A fresh model is in training mode, and `load_state_dict` does not change that:
the mode is no weight and is not in the file. Dropout drops, and BatchNorm uses
the batch at hand instead of what it has learned. The same image gives another
answer each time.

Fix: Call `model.eval()` after loading, wherever you do not train.

Tempting: `torch.no_grad()`. It turns gradients off, and no layer looks at it.

Check: Send one batch through twice. A model that is ready gives the same twice.
"""

import torch
from torch import nn

PHASE = "save and load"
SYMPTOM = "the same input gives different outputs"
MODELS = ("cnn", "vit", "char_gpt")
SEE = ("activations-dropout-identity", "parameter-buffer-state-dict")


def net(D, K):
    return nn.Sequential(nn.Linear(D, 32), nn.Dropout(0.5), nn.Linear(32, K))


def broken():
    torch.save(net(D=8, K=3).state_dict(), "model.pt")
    model = net(D=8, K=3)
    model.load_state_dict(torch.load("model.pt"))
    return model


def fixed():
    torch.save(net(D=8, K=3).state_dict(), "model.pt")
    model = net(D=8, K=3)
    model.load_state_dict(torch.load("model.pt"))
    model.eval()
    return model


@torch.no_grad()
def check(model):
    x = torch.rand(4, 8)            # (4, 8)
    once, again = model(x), model(x)  # (4, 3), (4, 3)
    apart = (once - again).abs().max()
    assert apart == 0, f"the same batch twice, and outputs {apart:.2f} apart"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
