"""The sizes to split into don't add up to the size of the dim.

`split` with a list hands out every number of the dim, none twice and none
left. Here keys and values have fewer heads than the queries, so the layer
gives less than three times `D`.

Fix: Work out both from the same letters: the layer's width is the sum of the
sizes. A size you don't know can be the rest: `x.shape[-1] - D`.

Tempting: Change the last size until the sum is right. It runs, and the border
between two parts falls inside one of them.
"""

import torch
from torch import nn

MESSAGE = (
    "split_with_sizes expects split_sizes to sum exactly to {D + 2*d} (input "
    "tensor's size at dimension {at:any}), but got split_sizes={sizes:shape}"
)
READ = (
    "{D + 2*d} is the size of dim {at}, the one you split",
    "{sizes} is what you want to have of it: add them up and compare",
)
PHASE = "forward"
MODELS = ("char_gpt",)
SEE = ("cat-stack-chunk-split", "attention")


def broken():
    B, L, D, d = 2, 6, 16, 4
    to_qkv = nn.Linear(D, D + 2 * d)
    x = torch.rand(B, L, D)               # (B, L, D)
    sizes = [D, D, D]
    q, k, v = to_qkv(x).split(sizes, -1)
    return q, k, v


def fixed():
    B, L, D, d = 2, 6, 16, 4
    to_qkv = nn.Linear(D, D + 2 * d)
    x = torch.rand(B, L, D)               # (B, L, D)
    sizes = [D, d, d]
    q, k, v = to_qkv(x).split(sizes, -1)  # (B, L, D), (B, L, d), (B, L, d)
    return q, k, v


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
