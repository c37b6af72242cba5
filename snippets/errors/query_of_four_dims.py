"""Attention got an image: it wants a row of tokens.

`nn.MultiheadAttention` takes (B, L, D), or (L, D) for one sample. What a conv
layer leaves is (B, C, H, W): the pixels are the tokens, and their channels are
the features.

Fix: `flatten(2).transpose(1, 2)` before, and the same backwards after.

Tempting: Reshape to (B, H*W, C) in one step. The shape is right, and each
token has numbers of several pixels of one channel.
"""

import torch
from torch import nn

MESSAGE = (
    "query should be unbatched 2D or batched 3D tensor but received "
    "{dims:any}-D query tensor"
)
READ = ("{dims} is how many dims your query has",)
PHASE = "forward"
MODELS = ("vit",)
SEE = ("attention", "transpose-permute")


def broken():
    B, C, H, W, nh = 2, 16, 3, 5, 4
    mha = nn.MultiheadAttention(C, nh, batch_first=True)
    x = torch.rand(B, C, H, W)             # (B, C, H, W)
    return mha(x, x, x)


def fixed():
    B, C, H, W, nh = 2, 16, 3, 5, 4
    mha = nn.MultiheadAttention(C, nh, batch_first=True)
    x = torch.rand(B, C, H, W)             # (B, C, H, W)
    x = x.flatten(2).transpose(1, 2)       # (B, H*W, C)
    y, _ = mha(x, x, x)
    y = y.transpose(1, 2)                  # (B, C, H*W)
    return y.unflatten(2, (H, W))          # (B, C, H, W)


def tempting():
    B, C, H, W = 2, 16, 3, 5
    x = torch.arange(C).view(C, 1, 1)      # (C, 1, 1)
    x = x.expand(B, C, H, W)               # (B, C, H, W)
    x = x.reshape(B, H * W, C)             # (B, H*W, C)
    print(f"the first token has channels {x[0, 0].unique().tolist()}")


def main():
    try:
        broken()
    except AssertionError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
