"""An initialization that needs two dims was given a tensor with one.

Xavier and Kaiming scale by how many numbers flow in and out of a unit, and
read that off the weight's last and first dims. A bias has one dim, and so has
the weight of a norm. A loop over all of `parameters()` meets them too.

Fix: Initialize by layer rather than by tensor, or take tensors with more than
one dim and set the rest apart: a bias to zero, a norm's weight left at one.

Tempting: Add a dim, `bias.unsqueeze(0)`. It runs, and a bias gets a size that
was meant for weights.
"""

import torch
from torch import nn

MESSAGE = (
    "Fan in and fan out can not be computed for tensor with fewer than "
    "2 dimensions"
)
ALSO = {
    "Fan in and fan out can not be computed for tensor with less than "
    "2 dimensions": "torch 0.4",
}
PHASE = "build"
MODELS = ("vit", "cnn")
SEE = ("initialize-count-freeze",)


def broken():
    D, K = 32, 10
    model = nn.Sequential(nn.Linear(D, D), nn.LayerNorm(D), nn.Linear(D, K))
    for p in model.parameters():
        nn.init.xavier_uniform_(p)
    return model


def fixed():
    B, D, K = 4, 32, 10
    model = nn.Sequential(nn.Linear(D, D), nn.LayerNorm(D), nn.Linear(D, K))
    for layer in model:
        if isinstance(layer, nn.Linear):
            nn.init.xavier_uniform_(layer.weight)
            nn.init.zeros_(layer.bias)
    x = torch.rand(B, D)                # (B, D)
    return model(x)                     # (B, K)


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
