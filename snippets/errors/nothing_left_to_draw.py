"""Every probability in a row is 0, so there is nothing to draw.

Probabilities were multiplied by a mask of what is allowed, and in one row
nothing is. A threshold that is too high, weights of classes that are not there
and numbers that got too small for their dtype end the same.

Fix: Mask the scores before the softmax, and make sure that each row has one
place left. If it has none, decide what that means: stop, or allow all.

Tempting: Add 1e-9 to all. It draws, and in that row everything that was
forbidden is equally likely.
"""

import torch

MESSAGE = "invalid multinomial distribution (sum of probabilities <= 0)"
ALSO = {
    "invalid multinomial distribution (encountering probability entry < 0)": (
        "older torch, with an entry below 0"
    ),
}
PHASE = "evaluate"
MODELS = ("char_gpt",)
SEE = ("losses-and-sampling", "indexing-and-masks")


def broken():
    B, V = 3, 5
    probs = torch.randn(B, V).softmax(-1)       # (B, V)
    allowed = torch.arange(B)[:, None] > 0      # (B, 1)
    return torch.multinomial(probs * allowed, 1)


def fixed():
    B, V = 3, 5
    logits = torch.randn(B, V)                  # (B, V)
    allowed = torch.arange(B)[:, None] > 0      # (B, 1)
    allowed = allowed.expand(B, V)              # (B, V)
    none = ~allowed.any(-1, keepdim=True)       # (B, 1)
    masked = ~allowed & ~none                   # (B, V)
    logits = logits.masked_fill(masked, -torch.inf)  # (B, V)
    return torch.multinomial(logits.softmax(-1), 1)  # (B, 1)


def main():
    torch.manual_seed(0)
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
