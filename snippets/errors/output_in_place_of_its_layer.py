"""`self.fc = self.fc(x)` would put the output where the layer is.

In `forward`, `self.fc` is the layer. Assigning to that name replaces it, and a
module lets only a module stand there.

Fix: Give the output a name of its own, without `self`: `x = self.fc(x)`.

Tempting: `self.out = self.fc(x)`. It runs, and keeps the last output, with all
of its history, until the next batch.
"""

import torch
from torch import nn

MESSAGE = (
    "cannot assign '{kind:word}' as child module '{name:word}' "
    "(torch.nn.Module or None expected)"
)
READ = (
    "{name} is a layer of the module",
    "{kind} is what was to take its place",
)
PHASE = "forward"
SEE = ("nn-module-sequential", "parameter-buffer-state-dict")


class Head(nn.Module):
    def __init__(self, D, K):
        super().__init__()
        self.fc = nn.Linear(D, K)

    def forward(self, x):
        self.fc = self.fc(x)
        return self.fc


def broken():
    B, D, K = 4, 6, 3
    x = torch.rand(B, D)            # (B, D)
    return Head(D, K)(x)


class Mended(nn.Module):
    def __init__(self, D, K):
        super().__init__()
        self.fc = nn.Linear(D, K)

    def forward(self, x):
        x = self.fc(x)
        return x


def fixed():
    B, D, K = 4, 6, 3
    x = torch.rand(B, D)            # (B, D)
    return Mended(D, K)(x)          # (B, K)


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
