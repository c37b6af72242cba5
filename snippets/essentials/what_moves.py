"""Know which tensors of a module move with it and which are saved."""

import torch
from torch import nn


class Shelf(nn.Module):
    def __init__(self, L, D):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(D))        # (D,)
        freqs = torch.linspace(0, 1, L)                 # (L,)
        mask = torch.ones(L, L, dtype=torch.bool)       # (L, L)
        cache = torch.zeros(L, D)                       # (L, D)
        self.register_buffer("freqs", freqs)
        self.register_buffer("mask", mask)
        self.register_buffer("cache", cache, persistent=False)
        self.plain = torch.zeros(D)                     # (D,)

    def forward(self, x):
        B, L, D = x.shape         # (B, L, D)
        x = x * self.scale        # (B, L, D) * (D,) = (B, L, D)
        return x + self.plain     # (B, L, D) + (D,) = (B, L, D)


def forward_on_meta(L, D):
    """On the meta device a tensor has a shape and no values."""
    x = torch.rand(8, L, D, device="meta")              # (8, L, D)
    try:
        Shelf(L, D).to("meta")(x)
    except RuntimeError as error:
        print(f"forward on meta: {error}")


def main():
    B, L, D = 8, 11, 48
    shelf = Shelf(L, D)
    x = torch.rand(B, L, D)                             # (B, L, D)
    out = shelf(x)                                      # (B, L, D)
    assert out.equal(x), "times one, plus zero"

    saved = shelf.state_dict()
    double = Shelf(L, D).to(torch.float64)
    away = Shelf(L, D).to("meta")
    print("        saved  .to(torch.float64)  .to('meta')")
    for name in ("scale", "freqs", "mask", "cache", "plain"):
        dtype = str(getattr(double, name).dtype)
        device = getattr(away, name).device
        print(f"{name:<7} {name in saved!s:<6} {dtype:<19} {device}")
    forward_on_meta(L, D)


if __name__ == "__main__":
    main()
