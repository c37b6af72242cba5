"""The layer takes the tokens for the batch: batch_first is missing.

Attention in torch wants (L, B, D) unless you say `batch_first=True`. Given
(B, L, D), it reads the tokens as the batch. The mask has the batch first, as
it should, and the two don't meet.

Fix: Build the layer with `batch_first=True`. A `nn.Transformer` without it
says that source and target differ in batch, when their lengths differ. Where
it is `shape[1]`, mask and text were cut or padded differently: cut both.

Tempting: Transpose the mask. It runs, and each token now attends to the same
place in the other samples: look at the weights, (L, B, B).
"""

import torch
from torch import nn

MESSAGE = (
    "Expected key_padded_mask.shape[{dim:any}] to be {L}, but got {B}"
)
READ = (
    "{dim} is the dim that does not fit: 0 is the batch, 1 is the length",
    "{L} is what the layer sees in your input: without batch_first=True it "
    "takes dim 1 for the batch",
    "{B} is what your mask has there",
)
ALSO = {
    "expecting key_padding_mask shape of ({L}, {B}), "
    "but got torch.Size([{B}, {L}])": "torch 1.12",
    "the batch number of src and tgt must be equal": "nn.Transformer",
}
PHASE = "forward"
SEE = ("attention",)


def broken():
    B, L, D, nh = 3, 6, 16, 4
    mha = nn.MultiheadAttention(D, nh)
    x = torch.rand(B, L, D)                           # (B, L, D)
    pad = torch.arange(L) > torch.arange(B)[:, None]  # (B, L)
    return mha(x, x, x, key_padding_mask=pad)


def fixed():
    B, L, D, nh = 3, 6, 16, 4
    mha = nn.MultiheadAttention(D, nh, batch_first=True)
    x = torch.rand(B, L, D)                           # (B, L, D)
    pad = torch.arange(L) > torch.arange(B)[:, None]  # (B, L)
    y, weights = mha(x, x, x, key_padding_mask=pad)   # (B, L, D), (B, L, L)
    return y


def tempting():
    B, L, D, nh = 3, 6, 16, 4
    mha = nn.MultiheadAttention(D, nh)
    x = torch.rand(B, L, D)                            # (B, L, D)
    pad = torch.arange(L) > torch.arange(B)[:, None]   # (B, L)
    y, weights = mha(x, x, x, key_padding_mask=pad.T)  # (B, L, D), (L, B, B)
    return y


def main():
    try:
        broken()
    except AssertionError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
