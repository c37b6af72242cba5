"""The accuracy counts the padding as if it were tokens.

A loss with `ignore_index` leaves padding out, and the accuracy beside it knows
nothing of that. With the label -100 no answer can be right, so a perfect model
doesn't reach 1. With a padding id the model learns to predict, it is too high,
the more so the shorter the texts are.

Fix: A mask of the labels that count, in both: in the hits and in the number
you divide by.

Tempting: Compare with the accuracy before, since padding is in all of them.
Each batch has another share of it, and so has each dataset.

Check: A model that has every token right has an accuracy of 1.
"""

import torch
from torch.nn import functional as F

PHASE = "evaluate"
SYMPTOM = "it trains, and the result is wrong"
MODELS = ("char_gpt",)
SEE = ("losses-and-sampling", "indexing-and-masks")


def broken():
    def accuracy(logits, y):
        B, L, V = logits.shape              # (B, L, V)
        hits = logits.argmax(-1) == y       # (B, L)
        return hits.float().mean()          # ()

    return accuracy


def fixed():
    def accuracy(logits, y):
        B, L, V = logits.shape              # (B, L, V)
        hits = logits.argmax(-1) == y       # (B, L)
        counts = y != -100                  # (B, L)
        return hits[counts].float().mean()  # ()

    return accuracy


def check(accuracy):
    V, pad = 7, -100
    y = torch.tensor([[3, 1, 4, 1], [5, 2, pad, pad]])
    logits = F.one_hot(y.clamp(min=0), V).float()
    found = accuracy(logits, y)             # ()
    assert found == 1, f"every token is right, and it says {found:.2f}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
