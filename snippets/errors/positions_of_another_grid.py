"""There are more tokens, or fewer, than the table of positions has places.

The table was made for one number of tokens. Here the images got larger, so
there are more patches. A text that is longer than the table meets the same
line, and so does a shorter one if the table is added without a slice.

Fix: For images, resize the table as if it were one: a grid of places. For
text, cut the tokens to the length of the table and add `pos[:, :L]`.

Tempting: Make a new table of the right size. It fits, and what the model had
learned about places is gone.
"""

import torch
from torch import nn
from torch.nn import functional as F

MESSAGE = (
    "The size of tensor a ({n}) must match the size of tensor b ({P}) "
    "at non-singleton dimension {dim:any}"
)
READ = (
    "{n} is how many tokens arrived, {P} how many places the table has",
    "in a vision transformer one of them may be the class token",
)
PHASE = "forward"
MODELS = ("vit", "clip", "char_gpt")
SEE = ("position-embeddings", "broadcasting")


def broken():
    B, C, H, W, D, ps = 2, 3, 16, 12, 8, 4
    h, w = 2, 3
    P = h * w
    pos = nn.Parameter(torch.randn(1, P, D))        # (1, P, D)
    patches = nn.Conv2d(C, D, ps, stride=ps)
    images = torch.rand(B, C, H, W)                 # (B, C, H, W)
    x = patches(images)                             # (B, D, H//ps, W//ps)
    x = x.flatten(2).transpose(1, 2)                # (B, H//ps*(W//ps), D)
    n = x.shape[1]
    return x + pos


def fixed():
    B, C, H, W, D, ps = 2, 3, 16, 12, 8, 4
    h, w = 2, 3
    P = h * w
    pos = nn.Parameter(torch.randn(1, P, D))        # (1, P, D)
    patches = nn.Conv2d(C, D, ps, stride=ps)
    images = torch.rand(B, C, H, W)                 # (B, C, H, W)
    x = patches(images)                             # (B, D, H//ps, W//ps)
    size = x.shape[-2:]                             # (H//ps, W//ps)
    x = x.flatten(2).transpose(1, 2)                # (B, H//ps*(W//ps), D)
    grid = pos.transpose(1, 2).view(1, D, h, w)     # (1, D, h, w)
    grid = F.interpolate(grid, size, mode="bicubic")  # (1, D, H//ps, W//ps)
    pos = grid.flatten(2).transpose(1, 2)           # (1, H//ps*(W//ps), D)
    return x + pos                                  # (B, H//ps*(W//ps), D)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
