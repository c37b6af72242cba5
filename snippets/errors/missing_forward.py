"""The class has no method called `forward` where PyTorch looks for it.

Calling a model calls its `forward`. Here `def forward` is indented once too
far, so it is a function inside `__init__` and ends with it. A misspelling,
such as `foward` or `forwards`, does the same.

Fix: Indent `def forward` like `def __init__`, and spell it so.

Tempting: Name the method `__call__` instead. It runs, and hooks are never
called: what shows a summary or takes features out of a layer stays silent.
"""

import torch
from torch import nn

MESSAGE = 'Module [{net:word}] is missing the required "forward" function'
READ = ("{net} is the class that has no `forward`",)
ALSO = {
    "in _forward_unimplemented raise NotImplementedError": "torch 1.6 to 1.10",
    "_forward_unimplemented() got an unexpected keyword argument": (
        "called with a keyword"
    ),
}
PHASE = "forward"
SEE = ("nn-module-sequential",)


class Net(nn.Module):
    def __init__(self, D, K):
        super().__init__()
        self.head = nn.Linear(D, K)

        def forward(self, x):
            return self.head(x)


def broken():
    B, D, K = 4, 32, 10
    model = Net(D, K)
    x = torch.rand(B, D)                # (B, D)
    return model(x)


class Mended(nn.Module):
    def __init__(self, D, K):
        super().__init__()
        self.head = nn.Linear(D, K)

    def forward(self, x):
        return self.head(x)


def fixed():
    B, D, K = 4, 32, 10
    model = Mended(D, K)
    x = torch.rand(B, D)                # (B, D)
    return model(x)                     # (B, K)


class Called(nn.Module):
    def __init__(self, D, K):
        super().__init__()
        self.head = nn.Linear(D, K)

    def __call__(self, x):
        return self.head(x)


def tempting():
    B, D, K = 4, 32, 10
    model, seen = Called(D, K), []
    model.register_forward_hook(lambda *told: seen.append(told))
    x = torch.rand(B, D)                # (B, D)
    model(x)                            # (B, K)
    print(f"called once, the hook saw {len(seen)} calls")


def main():
    try:
        broken()
    except NotImplementedError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
