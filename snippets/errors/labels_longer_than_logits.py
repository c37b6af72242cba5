"""There are more labels than places to look them up in.

The score at place `i` is about token `i + 1`, so the last score is cut off,
and the first token must be too. `gather` takes labels for fewer places than
there are scores, but not for more.

Fix: Cut both: `logits[:, :-1]` against `ids[:, 1:]`. In reinforcement learning
it is a batch that was filtered, and actions that were not.

Tempting: Cut the labels at the same end, `ids[:, :-1]`. The shapes agree, and
each token is looked up at a place that has already read it.
"""

import torch

MESSAGE = (
    "Size does not match at dimension {dim:any} expected index {at:shape} "
    "to be no larger than self {scores:shape} apart from dimension {along:any}"
)
READ = (
    "{at} is the shape of the index, {scores} that of what it picks from",
    "they differ in dim {dim}; only dim {along}, the one that is gathered, "
    "may be longer",
)
ALSO = {
    "Size does not match at dimension {dim:any} expected index {at:shape} "
    "to be smaller than self {scores:shape} apart from dimension "
    "{along:any}": "older torch",
    "Size does not match at dimension {dim:any} get": "torch 1.5",
    "to have the same size apart from dimension {along:any}": "torch 1.5",
}
PHASE = "loss"
MODELS = ("char_gpt",)
SEE = ("char-gpt", "indexing-and-masks")


def broken():
    B, L, V = 2, 5, 7
    ids = torch.randint(V, (B, L))              # (B, L)
    logits = torch.randn(B, L, V)               # (B, L, V)
    scores = logits[:, :-1].log_softmax(-1)     # (B, L-1, V)
    at = ids.unsqueeze(-1)                      # (B, L, 1)
    return scores.gather(-1, at)


def fixed():
    B, L, V = 2, 5, 7
    ids = torch.randint(V, (B, L))              # (B, L)
    logits = torch.randn(B, L, V)               # (B, L, V)
    scores = logits[:, :-1].log_softmax(-1)     # (B, L-1, V)
    at = ids[:, 1:].unsqueeze(-1)               # (B, L-1, 1)
    return scores.gather(-1, at).squeeze(-1)    # (B, L-1)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
