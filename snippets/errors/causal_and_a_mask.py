"""`is_causal=True` brings a mask of its own, so it takes no second one.

`scaled_dot_product_attention` knows the triangle by heart and never builds it.
A mask of the padding besides would have to be joined with it, and that is left
to you.

Fix: Join them yourself: `mask & triangle`, both of bool, and leave `is_causal`
out.

Tempting: Leave the padding's mask out. Real words then look at padding.
"""

import torch
from torch.nn import functional as F

MESSAGE = "Explicit attn_mask should not be set when is_causal=True"
PHASE = "forward"
MODELS = ("char_gpt",)
SEE = ("attention",)


def broken():
    B, L, D = 2, 5, 8
    q = torch.rand(B, L, D)                     # (B, L, D)
    real = torch.ones(B, 1, L).bool()           # (B, 1, L)
    return F.scaled_dot_product_attention(q, q, q, real, is_causal=True)


def fixed():
    B, L, D = 2, 5, 8
    q = torch.rand(B, L, D)                     # (B, L, D)
    real = torch.ones(B, 1, L).bool()           # (B, 1, L)
    triangle = torch.ones(L, L).tril().bool()   # (L, L)
    mask = real & triangle                      # (B, L, L)
    return F.scaled_dot_product_attention(q, q, q, mask)    # (B, L, D)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
