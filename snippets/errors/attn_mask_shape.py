"""The attention mask does not have one row per query and one column per key.

Scores are (L, L) for each head: each token asks, each token is asked. A mask
of two dims is laid over them. What came here says which tokens are padding,
(B, L), and the second argument of the encoder is the other mask.

A causal mask made for another length prints this too. Cut it to the text:
`mask[:L, :L]`. Where the size that was wanted is your batch, it is not the
mask that is wrong, but the layout: that has an entry of its own.

Fix: Hand over the padding by its name, `src_key_padding_mask`; in
`nn.MultiheadAttention` it is called `key_padding_mask`.

Tempting: Repeat one row until the mask is (L, L). It runs, and every text is
cut where the first one ends.
"""

import torch
from torch import nn

MESSAGE = (
    "The shape of the {n:any}D attn_mask is torch.Size({mask:shape}), "
    "but should be {scores:shape}."
)
READ = (
    "{mask} is the mask you handed over",
    "{scores} is what attention wants: a row per query, a column per key; "
    "with three dims, batch times heads comes first",
)
ALSO = {
    "The size of the {n:any}D attn_mask is not correct.": "torch 1.8",
}
PHASE = "forward"
MODELS = ("char_gpt",)
SEE = ("attention",)


def broken():
    B, L, D, nh = 3, 6, 16, 4
    scores = L, L                                      # (L, L)
    encoder = nn.TransformerEncoderLayer(D, nh, batch_first=True)
    x = torch.rand(B, L, D)                            # (B, L, D)
    mask = torch.arange(L) > torch.arange(B)[:, None]  # (B, L)
    return encoder(x, mask)


def fixed():
    B, L, D, nh = 3, 6, 16, 4
    encoder = nn.TransformerEncoderLayer(D, nh, batch_first=True)
    x = torch.rand(B, L, D)                            # (B, L, D)
    mask = torch.arange(L) > torch.arange(B)[:, None]  # (B, L)
    return encoder(x, src_key_padding_mask=mask)       # (B, L, D)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
