"""A text that is all padding: attention has nothing to look at, and gives NaN.

Softmax shares out a weight of one among the keys that may be seen. Where all
of them are masked, each score is minus infinity, and the shares are 0 / 0. The
mean in the loss carries that NaN to every weight.

It takes one empty text in a batch. A causal mask over texts that are padded on
the left does it too: their first token may only see itself, and is padding.

Fix: Leave each query something to see: a first token that is never masked, or
for a causal mask its own place. Leave out of the loss what comes from padding.

Tempting: `nan_to_num` on the output. The forward pass is clean, and the
gradient is NaN: 0 times NaN still is.

Check: No output is NaN, for a batch with the shortest text you have.
"""

import torch
from torch import nn

PHASE = "forward"
SYMPTOM = "NaN or inf"
MODELS = ("char_gpt",)
SEE = ("attention", "indexing-and-masks")


def broken():
    B, L, D, nh = 3, 6, 16, 4
    mha = nn.MultiheadAttention(D, nh, batch_first=True)
    x = torch.rand(B, L, D)                            # (B, L, D)
    pad = torch.arange(L) >= torch.arange(B)[:, None]  # (B, L)
    y, _ = mha(x, x, x, key_padding_mask=pad)
    return y                                           # (B, L, D)


def fixed():
    B, L, D, nh = 3, 6, 16, 4
    mha = nn.MultiheadAttention(D, nh, batch_first=True)
    x = torch.rand(B, L, D)                            # (B, L, D)
    pad = torch.arange(L) >= torch.arange(B)[:, None]  # (B, L)
    pad[:, 0] = False                                  # (B,)
    y, _ = mha(x, x, x, key_padding_mask=pad)
    return y                                           # (B, L, D)


def tempting():
    B, L, D, nh = 3, 6, 16, 4
    mha = nn.MultiheadAttention(D, nh, batch_first=True)
    x = torch.rand(B, L, D)                            # (B, L, D)
    pad = torch.arange(L) >= torch.arange(B)[:, None]  # (B, L)
    y, _ = mha(x, x, x, key_padding_mask=pad)
    y.nan_to_num().sum().backward()
    print(f"gradient {mha.in_proj_weight.grad.mean()}")


def check(y):
    ill = y.isnan().flatten(1).any(dim=1)
    assert not ill.any(), f"NaN in {ill.sum()} of {len(y)} samples"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())
    tempting()


if __name__ == "__main__":
    main()
