"""A model of your own has no first layer: only a `Sequential` counts them.

`model[0]` works where a module keeps its layers in a row: `nn.Sequential`,
`nn.ModuleList`. A class of your own gives them names.

Fix: By name: `model.conv`. To walk over all: `model.children()`, and
`dict(model.named_children())` for names too.

Tempting: `list(model.children())[:-1]` in a `nn.Sequential`. It keeps the
layers and loses what `forward` does between them: a flatten, a skip.
"""

import torch
from torch import nn

MESSAGE = "'Net' object is not subscriptable"
ALSO = {
    "'Model' object is not subscriptable": "a class Model",
    "'ResNet' object is not subscriptable": "a model of torchvision",
    "'Linear' object is not subscriptable": "a single layer",
}
PHASE = "build"
SEE = ("nn-module-sequential", "initialize-count-freeze")


class Net(nn.Module):
    def __init__(self, C, D):
        super().__init__()
        self.conv = nn.Conv2d(C, D, 3, padding=1)
        self.head = nn.Linear(D, C)

    def forward(self, image):
        x = self.conv(image).mean((2, 3))
        return self.head(x)


def broken():
    C, D = 3, 8
    return Net(C, D)[0]


def fixed():
    B, C, D, H, W = 2, 3, 8, 10, 12
    net = Net(C, D)
    image = torch.rand(B, C, H, W)          # (B, C, H, W)
    return net.conv(image)                  # (B, D, H, W)


def tempting():
    B, C, D, H, W = 2, 3, 8, 10, 12
    row = nn.Sequential(*Net(C, D).children())
    image = torch.rand(B, C, H, W)          # (B, C, H, W)
    try:
        row(image)
    except RuntimeError as error:
        print(f"in a row: {error}")


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
