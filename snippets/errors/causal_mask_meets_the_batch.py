"""The layer takes your batch for the sequence, or the other way round.

The causal mask is (L, L), and right. The layer, though, looks for the tokens
in another dim: here the input is (L, B, D), and the layer was built with
`batch_first=True`. So it sees L texts of B tokens.

It also happens to code that you did not touch, when a library it builds on
begins to pass `batch_first=True`: a text encoder with 77 tokens and a batch of
2 is told that its mask should be (2, 2).

Fix: One layout for all. Say `batch_first=True`, and take out each
`permute(1, 0, 2)` that an older version needed.

Tempting: Make the mask as large as the message says. It runs, and each token
now attends to the same place of the texts before it in the batch.
"""

import torch
from torch import nn

MESSAGE = (
    "The shape of the {n:any}D attn_mask is torch.Size({mask:shape}), "
    "but should be {scores:shape}."
)
READ = (
    "{mask} is your mask: as many rows and columns as there are tokens",
    "{scores} is what the layer wants: is that your batch?",
)
ALSO = {
    "The size of the {n:any}D attn_mask is not correct.": "torch 1.8",
}
PHASE = "forward"
MODELS = ("char_gpt",)
SEE = ("attention",)


def broken():
    B, L, D, nh = 2, 7, 16, 4
    scores = B, B                           # (B, B)
    mask = torch.ones(L, L).triu(1).bool()  # (L, L)
    encoder = nn.TransformerEncoderLayer(D, nh, batch_first=True)
    x = torch.rand(B, L, D)                 # (B, L, D)
    x = x.permute(1, 0, 2)                  # (L, B, D)
    return encoder(x, mask)


def fixed():
    B, L, D, nh = 2, 7, 16, 4
    mask = torch.ones(L, L).triu(1).bool()  # (L, L)
    encoder = nn.TransformerEncoderLayer(D, nh, batch_first=True)
    x = torch.rand(B, L, D)                 # (B, L, D)
    return encoder(x, mask)                 # (B, L, D)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
