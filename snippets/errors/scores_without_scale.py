"""The scores were not divided by the root of the head's width.

A score is a sum of `hd` products, and grows with it. Softmax of large numbers
puts all weight on one key. There its gradient is nearly zero, and the layer
hardly learns where to look.

Fix: `/ hd ** 0.5`, with the width of a head, not of the model. Or leave it all
to `F.scaled_dot_product_attention`.

Tempting: Divide by the largest score. Then the weights hang on the other
tokens of the batch, and no query can be sure of anything.

Check: Hold your own attention against torch's.
"""

import torch
from torch.nn import functional as F

PHASE = "forward"
SYMPTOM = "the loss does not fall"
MODELS = ("vit", "char_gpt")
SEE = ("attention",)


def attend(q, k, v):
    scores = q @ k.mT
    return scores.softmax(dim=-1) @ v


def broken():
    return attend


def attend_scaled(q, k, v):
    scores = q @ k.mT / q.shape[-1] ** 0.5
    return scores.softmax(dim=-1) @ v


def fixed():
    return attend_scaled


def check(attend):
    B, nh, L, hd = 2, 4, 6, 32
    qkv = torch.randn(3, B, nh, L, hd)     # (3, B, nh, L, hd)
    own = attend(*qkv)                     # (B, nh, L, hd)
    off = own - F.scaled_dot_product_attention(*qkv)
    off = off.abs().max()                  # ()
    assert off < 1e-4, f"torch's attention gives something else, by {off:.2f}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
