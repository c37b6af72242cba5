"""Scores were handed over where probabilities are wanted, and some are below 0.

`multinomial` draws with probabilities, or with weights from 0 up. The scores a
model ends with are logits: any number, and many are negative. After
`log_softmax` all of them are.

Fix: `logits.softmax(dim=-1)` first. Or let
`torch.distributions.Categorical(logits=logits)` do it.

Tempting: `clamp(min=0)`, or `abs()`. It draws, and a score of -3 is then as
good as none, or as good as 3.
"""

import torch

MESSAGE = "probability tensor contains either `inf`, `nan` or element < 0"
PHASE = "evaluate"
MODELS = ("char_gpt",)
SEE = ("losses-and-sampling", "norms-embeddings-softmax")


def broken():
    B, V = 2, 5
    logits = torch.randn(B, V)          # (B, V)
    return torch.multinomial(logits, 1)


def fixed():
    B, V = 2, 5
    logits = torch.randn(B, V)          # (B, V)
    probs = logits.softmax(dim=-1)      # (B, V)
    return torch.multinomial(probs, 1)  # (B, 1)


def main():
    torch.manual_seed(0)
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
