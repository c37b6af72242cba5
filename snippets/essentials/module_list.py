"""Keep layers in nn.ModuleList, because a plain list hides them."""

import torch
from torch import nn

DEVICE = torch.device("cpu")


class PlainList(nn.Module):
    def __init__(self, D, depth):
        super().__init__()
        self.layers = [nn.Linear(D, D) for _ in range(depth)]

    def forward(self, x):
        B, D = x.shape                            # (B, D)
        for layer in self.layers:
            x = layer(x)                          # (B, D)
        return x                                  # (B, D)


class Registered(PlainList):
    def __init__(self, D, depth):
        super().__init__(D, depth)
        self.layers = nn.ModuleList(self.layers)


def try_optimizer(model):
    try:
        torch.optim.SGD(model.parameters(), lr=0.1)
        print("  optimizer  fine")
    except ValueError as error:
        print(f"  optimizer  {error}")


def try_float64(model, x):
    try:
        model.to(torch.float64)(x.double())
        print("  .to        fine")
    except RuntimeError as error:
        print(f"  .to        {error}")


def main():
    B, D, depth = 8, 20, 3
    x = torch.rand(B, D, device=DEVICE)           # (B, D)
    for model in (PlainList(D, depth), Registered(D, depth)):
        out = model(x)                            # (B, D)
        print(f"{type(model).__name__}: forward gives {tuple(out.shape)}")
        print(f"  parameters {len(list(model.parameters()))}")
        print(f"  saved      {list(model.state_dict())[:2]}")
        model.eval()
        print(f"  in eval    {not model.layers[0].training}")
        try_optimizer(model)
        try_float64(model, x)


if __name__ == "__main__":
    main()
