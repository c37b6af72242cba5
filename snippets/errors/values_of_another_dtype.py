"""Queries, keys and values have to be of one dtype.

A cache of keys and values is often kept in half precision, and a layer norm
under autocast returns float32. Then the three come to attention from different
places.

Fix: Convert the two that were kept: `k.to(q.dtype)`, `v.to(q.dtype)`.

Tempting: `q.half()`. Where q came out of a float32 layer, its digits are lost,
and the output is half for the next layer.
"""

import torch
from torch.nn import functional as F

MESSAGE = (
    "Expected query, key, and value to have the same dtype, but got "
    "query.dtype: {q:text} key.dtype: {k:text} and value.dtype: {v:text} "
    "instead."
)
READ = (
    "{q} is the dtype of the queries, {k} of the keys, {v} of the values",
)
PHASE = "forward"
MODELS = ("char_gpt",)
SEE = ("attention", "device-and-dtype")


def broken():
    B, nh, L, hd = 2, 4, 6, 8
    q = torch.rand(B, nh, L, hd)                        # (B, nh, L, hd)
    k = q.half()                                        # (B, nh, L, hd)
    return F.scaled_dot_product_attention(q, k, k)


def fixed():
    B, nh, L, hd = 2, 4, 6, 8
    q = torch.rand(B, nh, L, hd)                        # (B, nh, L, hd)
    k = q.half().to(q.dtype)                            # (B, nh, L, hd)
    return F.scaled_dot_product_attention(q, k, k)      # (B, nh, L, hd)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
