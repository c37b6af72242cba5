"""A call used a name that the function does not have for any of its arguments.

The name is misspelled, or it belongs to another library, another class or
another version. Here it is Keras that knows `activation`; in PyTorch an
activation is a layer of its own. A keyword that one model takes, such as
`mask` or `labels`, is unknown to the next.

Fix: Look the names up, with `help(nn.Linear)` or in the signature your editor
shows, and use one of those.

Tempting: Add `**kwargs` to a `forward` of your own. It takes every name, and
so a misspelled one goes unnoticed.
"""

import torch
from torch import nn

MESSAGE = "{call:word}() got an unexpected keyword argument '{name:word}'"
READ = (
    "{call} is what was called; `__init__` means that a class was built",
    "{name} is the name it does not know",
)
PHASE = "build"
SEE = ("nn-module-sequential", "activations-dropout-identity")


def broken():
    D, K = 32, 10
    return nn.Linear(D, K, activation="relu")


def fixed():
    B, D, K = 4, 32, 10
    layer = nn.Sequential(nn.Linear(D, K), nn.ReLU())
    x = torch.rand(B, D)                # (B, D)
    return layer(x)                     # (B, K)


class Lenient(nn.Module):
    def forward(self, x, mask=None, **kwargs):
        return x if mask is None else x * mask


def tempting():
    B, D = 4, 32
    x = torch.rand(B, D)                # (B, D)
    masked = Lenient()(x, maks=torch.zeros(B, 1))  # (B, D)
    print(f"masked, and nothing is gone: {masked.equal(x)}")


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
