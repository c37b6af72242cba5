"""Pick out of all logits those of the words that really came.

You meet it inside every language model's loss, which asks how likely the
model thought the next word was.
"""

import torch
from torch.nn import functional as F

MINUTES = 10
HINTS = (
    "gather picks along one dim, with an index for each place.",
    "ids needs as many dims as logits, and gather refuses an index of -1.",
    "logits.gather(-1, ids.clamp(min=0).unsqueeze(-1)), then masked_fill.",
)


def pick_the_logits(logits, ids):
    """Pick from logits (B, L, V) those that ids (B, L) name: (B, L).

    Where there is padding, ids holds -1. The result is 0 there.
    """
    B, L, V = logits.shape                   # (B, L, V)
    index = ids.clamp(min=0).unsqueeze(-1)   # (B, L, 1)
    picked = logits.gather(-1, index)        # (B, L, 1)
    picked = picked.squeeze(-1)              # (B, L)
    return picked.masked_fill(ids < 0, 0)    # (B, L)


def wrong_padding_is_the_last(logits, ids):
    """Where ids is -1 you got the last word's logit: padding has to be 0."""
    B, L, V = logits.shape
    rows, places = torch.arange(B).unsqueeze(-1), torch.arange(L)
    return logits[rows, places, ids]


def wrong_padding_is_the_first(logits, ids):
    """Where ids is -1 you got word 0's logit: fill those places with 0."""
    index = ids.clamp(min=0).unsqueeze(-1)
    return logits.gather(-1, index).squeeze(-1)


def wrong_padding_unsafe(logits, ids):
    """gather refuses an index of -1: clamp it first, and fill in 0 later."""
    picked = logits.gather(-1, ids.unsqueeze(-1)).squeeze(-1)
    return picked.masked_fill(ids < 0, 0)


def wrong_word_zero_too(logits, ids):
    """Word 0 is a word like any other: padding is where ids is below 0."""
    index = ids.clamp(min=0).unsqueeze(-1)
    return logits.gather(-1, index).squeeze(-1).masked_fill(ids <= 0, 0)


def wrong_dim_stays(logits, ids):
    """The dim that gather needed is still there: squeeze the last one."""
    index = ids.clamp(min=0).unsqueeze(-1)
    picked = logits.gather(-1, index)
    return picked.masked_fill(ids.unsqueeze(-1) < 0, 0)


def wrong_squeeze(logits, ids):
    """squeeze() takes every dim of size 1, the batch too: write squeeze(-1)."""
    index = ids.clamp(min=0).unsqueeze(-1)
    picked = logits.gather(-1, index).squeeze()
    return picked.masked_fill(ids.squeeze() < 0, 0)


def wrong_largest(logits, ids):
    """That's the logit of the likeliest word, not of the one that came."""
    return logits.amax(-1).masked_fill(ids < 0, 0)


def wrong_log_softmax(logits, ids):
    """These are log-probabilities: pick from the logits as they are."""
    index = ids.clamp(min=0).unsqueeze(-1)
    picked = logits.log_softmax(-1).gather(-1, index).squeeze(-1)
    return picked.masked_fill(ids < 0, 0)


def wrong_in_place(logits, ids):
    """You wrote into ids, which others still need: clamp makes a copy."""
    padding = ids < 0
    ids[padding] = 0
    picked = logits.gather(-1, ids.unsqueeze(-1)).squeeze(-1)
    return picked.masked_fill(padding, 0)


def wrong_all_pairs(logits, ids):
    """logits[..., ids] picks all ids at each place: gather picks one there."""
    return logits[..., ids.clamp(min=0)]


def wrong_gather_along_tokens(logits, ids):
    """gather went along the tokens: the words are the last dim, so -1."""
    index = ids.clamp(min=0).unsqueeze(-1)
    return logits.gather(1, index).squeeze(-1).masked_fill(ids < 0, 0)


def check(pick_the_logits):
    for B, L, V in [(1, 4, 5), (2, 3, 4), (3, 1, 2)]:
        torch.manual_seed(1)
        logits = 1 + torch.arange(B * L * V).reshape(B, L, V).float()
        ids = torch.randint(V, (B, L))
        made = pick_the_logits(logits, ids)
        assert made.shape == (B, L), "the shape is (B, L)"
        wanted = -F.nll_loss(logits.mT, ids, reduction="none")
        assert made.equal(wanted), "each place has the logit of its word"
        ids[:, 0] = 0
        ids[:, -1] = -1
        kept = ids.clone()
        made = pick_the_logits(logits, ids)
        nll = F.nll_loss(logits.mT, kept, ignore_index=-1, reduction="none")
        assert made.equal(-nll), "padding is 0, word 0 is not padding"
        assert ids.equal(kept), "ids is left as it was"


def main():
    B, L, V = 2, 5, 9
    logits = torch.randn(B, L, V)           # (B, L, V)
    ids = torch.randint(-1, V, (B, L))      # (B, L)
    picked = pick_the_logits(logits, ids)   # (B, L)
    print(f"{(picked == 0).sum()} of {picked.numel()} places are padding")
    check(pick_the_logits)


if __name__ == "__main__":
    main()
