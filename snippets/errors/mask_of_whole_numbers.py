"""The mask holds whole numbers, and attention wants True and False.

A tokenizer gives its mask as ones and zeros of dtype long. Attention knows two
kinds of mask: bool, which picks, and float, which is added to the scores. A
whole number is neither.

Fix: `mask.bool()`. Then ask what True means: "look here" to
`scaled_dot_product_attention`, "ignore" to `nn.MultiheadAttention`.

Tempting: `mask.float()`. It runs: 1 is added to the scores that may be seen,
0 to the others, and nothing is hidden.
"""

import torch
from torch.nn import functional as F

MESSAGE = (
    "Expected attn_mask dtype to be bool or float or to match query dtype, "
    "but got attn_mask.dtype: {mask:text} and query.dtype: {q:word} instead."
)
READ = (
    "{mask} is the dtype of your mask",
    "{q} is the dtype of the queries: a mask that is added needs it too",
)
ALSO = {
    "Expected attn_mask dtype to be bool or to match query dtype, but got "
    "attn_mask.dtype: {mask:text} and query.dtype: {q:word} instead.":
        "torch 2.0",
    "only bool and floating types of attn_mask are supported":
        "nn.MultiheadAttention",
    "only bool and floating types of key_padding_mask are supported":
        "nn.MultiheadAttention",
}
PHASE = "forward"
MODELS = ("char_gpt",)
SEE = ("attention", "indexing-and-masks")


def broken():
    B, nh, L, hd = 2, 4, 6, 8
    q = torch.rand(B, nh, L, hd)            # (B, nh, L, hd)
    mask = torch.ones(L, L).tril().long()   # (L, L)
    return F.scaled_dot_product_attention(q, q, q, mask)


def fixed():
    B, nh, L, hd = 2, 4, 6, 8
    q = torch.rand(B, nh, L, hd)                          # (B, nh, L, hd)
    mask = torch.ones(L, L).tril().bool()                 # (L, L)
    return F.scaled_dot_product_attention(q, q, q, mask)  # (B, nh, L, hd)


def tempting():
    B, nh, L, hd = 2, 4, 6, 8
    q = torch.rand(B, nh, L, hd)                          # (B, nh, L, hd)
    each = torch.eye(L).expand(B, nh, L, L)               # (B, nh, L, L)
    mask = torch.ones(L, L).tril()                        # (L, L)
    w = F.scaled_dot_product_attention(q, q, each, mask)  # (B, nh, L, L)
    print(f"the first token sees the last with {w[0, 0, 0, -1]:.2f}")


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
