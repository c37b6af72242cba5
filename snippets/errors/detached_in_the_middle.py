"""A part of the model is cut off, so everything before the cut never learns.

`.detach()`, `.data`, `.item()`, `torch.tensor(h)`, NumPy: behind each of them
the numbers go on and the history doesn't. The layers after the cut learn, so
the loss falls a little, and no line complains.

Fix: Compute that step with torch. Most NumPy functions have a twin.

Tempting: A larger learning rate, or more layers in the part that is cut off.
It still gets no gradient.

Check: After one backward, every parameter that should learn has a gradient.
It works for any model and batch.
"""

import numpy as np
import torch
from torch import nn

PHASE = "forward"
SYMPTOM = "a part of the model does not learn"
MODELS = ("vae", "clip")
SEE = ("into-and-out-of-tensors", "check-your-own-code")


class Cut(nn.Module):
    def __init__(self, D, K):
        super().__init__()
        self.encoder, self.head = nn.Linear(D, D), nn.Linear(D, K)

    def forward(self, x):
        B, D = x.shape
        h = self.encoder(x).detach().numpy()
        h = torch.from_numpy(np.tanh(h))    # (B, D)
        return self.head(h)                 # (B, K)


def broken():
    return Cut(D=6, K=3)


class Whole(Cut):
    def forward(self, x):
        B, D = x.shape
        h = self.encoder(x).tanh()          # (B, D)
        return self.head(h)                 # (B, K)


def fixed():
    return Whole(D=6, K=3)


def check(model, x):
    model(x).sum().backward()
    no = [name for name, p in model.named_parameters() if p.grad is None]
    assert not no, f"without a gradient: {', '.join(no)}"


def main():
    B, D = 4, 6
    x = torch.rand(B, D)    # (B, D)
    try:
        check(broken(), x)
    except AssertionError as error:
        print(error)
    check(fixed(), x)


if __name__ == "__main__":
    main()
