"""The model has no parameters that the optimizer could be given.

The layers of this model stand in a plain Python list, and `nn.Module` does
not look into lists, dicts or tuples. With one more layer beside the list
nothing is raised: that one is trained, and the list stays as it was. The
same message comes when the parameters were filtered and none was left, or
when `model.parameters()` was kept in a variable and gone through before.

Fix: Keep layers in an `nn.ModuleList`, an `nn.ModuleDict` or an
`nn.Sequential`, and single tensors in `nn.Parameter`.

Tempting: Collect the parameters from the list for the optimizer. It trains,
but `.to(device)` and `state_dict()` still pass the layers by.
"""

import torch
from torch import nn, optim

MESSAGE = "optimizer got an empty parameter list"
PHASE = "build"
SYMPTOM = "a part of the model does not learn"
MODELS = ("vit", "char_gpt")
SEE = ("nn-module-sequential", "initialize-count-freeze")


class Stack(nn.Module):
    def __init__(self, D, depth):
        super().__init__()
        self.layers = [nn.Linear(D, D) for _ in range(depth)]

    def forward(self, x):
        for layer in self.layers:
            x = layer(x).relu()
        return x


def broken():
    D, depth = 32, 3
    model = Stack(D, depth)
    return optim.SGD(model.parameters(), lr=0.1)


class Mended(Stack):
    def __init__(self, D, depth):
        super().__init__(D, depth)
        self.layers = nn.ModuleList(self.layers)


def fixed():
    B, D, depth = 4, 32, 3
    model = Mended(D, depth)
    optim.SGD(model.parameters(), lr=0.1)
    x = torch.rand(B, D)                # (B, D)
    return model(x)                     # (B, D)


def tempting():
    D, depth = 32, 3
    model = Stack(D, depth)
    found = [p for layer in model.layers for p in layer.parameters()]
    optim.SGD(found, lr=0.1)
    print(f"{len(found)} are trained, {len(model.state_dict())} are saved")


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
