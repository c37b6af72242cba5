"""Softmax over the queries instead of the keys: a token's weights don't add up.

Scores are (B, nh, L, L): the queries stand in dim -2, the keys in dim -1. Each
query shares out a weight of one among the keys. Softmax over any other dim has
the same shape, and shares out something else. A causal mask makes it worse:
the first token then gets nearly nothing.

Fix: `softmax(dim=-1)`, counted from the end, so that it holds with heads and
without.

Check: The weights of each query add up to one.
"""

import torch

PHASE = "forward"
SYMPTOM = "the loss does not fall"
MODELS = ("vit", "char_gpt")
SEE = ("attention", "norms-embeddings-softmax")


def broken():
    B, nh, L, hd = 2, 4, 6, 8
    q = torch.randn(B, nh, L, hd)          # (B, nh, L, hd)
    k = torch.randn(B, nh, L, hd)          # (B, nh, L, hd)
    scores = q @ k.mT / hd ** 0.5          # (B, nh, L, L)
    return scores.softmax(dim=1)           # (B, nh, L, L)


def fixed():
    B, nh, L, hd = 2, 4, 6, 8
    q = torch.randn(B, nh, L, hd)          # (B, nh, L, hd)
    k = torch.randn(B, nh, L, hd)          # (B, nh, L, hd)
    scores = q @ k.mT / hd ** 0.5          # (B, nh, L, L)
    return scores.softmax(dim=-1)          # (B, nh, L, L)


def check(weights):
    total = weights.sum(dim=-1)
    least, most = total.min(), total.max()  # (), ()
    assert most - least < 1e-4, f"they add up to {least:.2f} or {most:.2f}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
