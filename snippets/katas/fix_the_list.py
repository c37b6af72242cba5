"""Keep layers in a list without losing them.

You meet it in every transformer: its blocks are a ModuleList.
"""

import torch
from torch import nn

MINUTES = 5
HINTS = (
    "Print len(list(model.parameters())): how many should there be?",
    "nn.Module registers what you assign to self; it looks into no plain list.",
    "nn.ModuleList is a list that it does look into.",
)


class Tower(nn.Module):
    """Mend this tower, so that optimizers and .to see its layers.

    It takes (B, D) through depth Linear layers, a ReLU after each, to (B, D).
    The layers stay in self.layers.
    """

    def __init__(self, D, depth):
        super().__init__()
        layers = [nn.Linear(D, D) for _ in range(depth)]
        self.layers = nn.ModuleList(layers)

    def forward(self, x):
        B, D = x.shape                        # (B, D)
        for layer in self.layers:
            x = layer(x).relu()               # (B, D)
        return x                              # (B, D)


class wrong_start(nn.Module):
    """A plain list hides its layers: use nn.ModuleList."""

    def __init__(self, D, depth):
        super().__init__()
        self.layers = [nn.Linear(D, D) for _ in range(depth)]

    def forward(self, x):
        for layer in self.layers:
            x = layer(x).relu()
        return x


class wrong_last_only(nn.Module):
    """Only the last layer is registered: each turn of the loop assigns the
    same attribute again."""

    def __init__(self, D, depth):
        super().__init__()
        self.layers = [nn.Linear(D, D) for _ in range(depth)]
        for layer in self.layers:
            self.layer = layer

    def forward(self, x):
        for layer in self.layers:
            x = layer(x).relu()
        return x


class wrong_one_layer_shared(nn.Module):
    """All places hold the same layer: * repeats the object, so build a new
    Linear for each."""

    def __init__(self, D, depth):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(D, D)] * depth)

    def forward(self, x):
        for layer in self.layers:
            x = layer(x).relu()
        return x


class wrong_no_relu(nn.Module):
    """Linear after Linear is one Linear: the ReLU between them got lost."""

    def __init__(self, D, depth):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(D, D) for _ in range(depth)])

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x


class wrong_one_missing(nn.Module):
    """One layer is missing: depth counts all of them."""

    def __init__(self, D, depth):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(D, D) for _ in range(depth - 1)])

    def forward(self, x):
        for layer in self.layers:
            x = layer(x).relu()
        return x


class wrong_skipped(nn.Module):
    """The first layer is registered and never used: the loop starts at the
    second."""

    def __init__(self, D, depth):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(D, D) for _ in range(depth)])

    def forward(self, x):
        for layer in self.layers[1:]:
            x = layer(x).relu()
        return x


def check(Tower):
    for B, D, depth in [(1, 2, 1), (2, 3, 2), (5, 4, 3)]:
        torch.manual_seed(B)
        tower = Tower(D, depth)
        assert len(tower.layers) == depth, "there are as many layers as asked"
        own = {id(layer) for layer in tower.layers}
        assert len(own) == depth, "every place has a layer of its own"
        counted = sum(one.numel() for one in tower.parameters())
        wanted = depth * (D * D + D)
        assert counted == wanted, "parameters() finds every layer"

        x = torch.randn(B, D)
        wanted = x
        for layer in tower.layers:
            wanted = torch.relu(layer(wanted))
        made = tower(x)
        assert made.shape == (B, D), "the shape is (B, D)"
        assert made.equal(wanted), "each layer runs once, in order, then a ReLU"
        tower.to("meta")
        assert tower.layers[-1].weight.is_meta, ".to moves every layer"


def main():
    B, D, depth = 2, 6, 3
    tower = Tower(D, depth)
    x = torch.rand(B, D)                      # (B, D)
    y = tower(x)                              # (B, D)
    print(f"{len(list(tower.parameters()))} parameters, out {tuple(y.shape)}")
    check(Tower)


if __name__ == "__main__":
    main()
