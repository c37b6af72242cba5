"""The padding mask says the opposite: real tokens are hidden, padding is read.

To `nn.MultiheadAttention` and the transformer layers, True means "ignore this
token". To `scaled_dot_product_attention`, and to a tokenizer's attention mask,
True and 1 mean "look here". Handed over the wrong way round, it still trains:
the padding is as long as the text is short, and that alone tells something.

Fix: `key_padding_mask=ids == PAD`, or `~real` for a mask of the real ones.
Name a mask for what is True in it, and the turn shows.

Check: Put other things where the padding is. What comes out for the real
tokens must not move. A mask that is missing altogether fails it too.
"""

import torch
from torch import nn

PHASE = "forward"
SYMPTOM = "it trains, and the result is wrong"
SEE = ("attention", "indexing-and-masks")


def broken():
    D, nh = 16, 4
    mha = nn.MultiheadAttention(D, nh, batch_first=True)

    def attend(x, real):
        return mha(x, x, x, key_padding_mask=real)[0]

    return attend


def fixed():
    D, nh = 16, 4
    mha = nn.MultiheadAttention(D, nh, batch_first=True)

    def attend(x, real):
        return mha(x, x, x, key_padding_mask=~real)[0]

    return attend


def a_batch():
    B, L, D = 3, 6, 16
    x = torch.rand(B, L, D)                             # (B, L, D)
    real = torch.arange(L) <= torch.arange(B)[:, None]  # (B, L)
    return x, real


def check(model, x, real):
    other = torch.where(real.unsqueeze(-1), x, -x)
    moved = (model(x, real) - model(other, real)).abs()
    most = moved[real].max()                # ()
    assert most < 1e-5, f"padding moves the real tokens, by {most:.2f}"


def main():
    try:
        check(broken(), *a_batch())
    except AssertionError as error:
        print(error)
    check(fixed(), *a_batch())


if __name__ == "__main__":
    main()
