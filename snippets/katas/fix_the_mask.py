"""Lay a padding mask over attention scores so that it hides keys.

You meet it wherever texts of several lengths share a batch: a tokenizer hands
out (B, L), and scores have a dim for heads and one for queries in between.
"""

import torch
from torch.nn import functional as F

MINUTES = 8
ERRORS = ("padding_mask_without_heads", "all_keys_masked")
HINTS = (
    "Line the shapes up from the right: which dim of scores meets L of keep?",
    "A key is hidden in all heads, for all queries: keep wants two dims of 1.",
    "Before the fill: keep = keep.unsqueeze(1).unsqueeze(1)",
)


def attend(q, k, v, keep):
    """Mend this attention: one line of it has the wrong shape.

    q, k, v and the result are (B, nh, L, hd). keep is (B, L), True for a real
    token. No query may look at a key that is padding, in any head.
    """
    B, nh, L, hd = q.shape                                 # (B, nh, L, hd)
    scores = q @ k.mT / hd ** 0.5                          # (B, nh, L, L)
    keep = keep.unsqueeze(1).unsqueeze(1)                  # (B, 1, 1, L)
    scores = scores.masked_fill(~keep, float("-inf"))      # (B, nh, L, L)
    weights = scores.softmax(dim=-1)                       # (B, nh, L, L)
    return weights @ v                                     # (B, nh, L, hd)


def wrong_start(q, k, v, keep):
    """(B, L) is laid over the last two dims, queries and keys. Where B is L,
    nothing raises, and sample b hides keys of query b: unsqueeze twice."""
    B, nh, L, hd = q.shape
    scores = q @ k.mT / hd ** 0.5
    scores = scores.masked_fill(~keep, float("-inf"))
    weights = scores.softmax(dim=-1)
    return weights @ v


def wrong_one_unsqueeze(q, k, v, keep):
    """(B, 1, L) meets (nh, L, L), so your batch is taken for heads: one more
    dim of 1 is missing."""
    hd = q.shape[-1]
    scores = q @ k.mT / hd ** 0.5
    scores = scores.masked_fill(~keep.unsqueeze(1), float("-inf"))
    return scores.softmax(dim=-1) @ v


def wrong_queries_hidden(q, k, v, keep):
    """This hides queries: a padded one has no key left, and softmax makes nan
    of it. The last dim is the keys, so that is where L belongs."""
    hd = q.shape[-1]
    scores = q @ k.mT / hd ** 0.5
    keep = keep.unsqueeze(1).unsqueeze(3)
    scores = scores.masked_fill(~keep, float("-inf"))
    return scores.softmax(dim=-1) @ v


def wrong_first_mask(q, k, v, keep):
    """keep[0] fits any scores, and hides in every text what is padding in the
    first: each sample needs its own row."""
    hd = q.shape[-1]
    scores = q @ k.mT / hd ** 0.5
    scores = scores.masked_fill(~keep[0], float("-inf"))
    return scores.softmax(dim=-1) @ v


def wrong_try_except(q, k, v, keep):
    """except makes the message go, and the mask with it: where it doesn't
    fit, padding is read again."""
    hd = q.shape[-1]
    scores = q @ k.mT / hd ** 0.5
    try:
        scores = scores.masked_fill(~keep, float("-inf"))
    except RuntimeError:
        pass
    return scores.softmax(dim=-1) @ v


def wrong_turned_round(q, k, v, keep):
    """This hides the real tokens: True means keep here, so fill where it is
    not, with ~."""
    hd = q.shape[-1]
    scores = q @ k.mT / hd ** 0.5
    keep = keep.unsqueeze(1).unsqueeze(1)
    scores = scores.masked_fill(keep, float("-inf"))
    return scores.softmax(dim=-1) @ v


def wrong_added(q, k, v, keep):
    """True counts as 1 when you add it, and that hides nothing: fill -inf
    where keep is False."""
    hd = q.shape[-1]
    scores = q @ k.mT / hd ** 0.5
    scores = scores + keep.unsqueeze(1).unsqueeze(1)
    return scores.softmax(dim=-1) @ v


def wrong_zeros(q, k, v, keep):
    """A score of 0 still counts: softmax makes exp(0) = 1 of it. Keep the
    -inf."""
    hd = q.shape[-1]
    scores = q @ k.mT / hd ** 0.5
    keep = keep.unsqueeze(1).unsqueeze(1)
    scores = scores.masked_fill(~keep, 0.0)
    return scores.softmax(dim=-1) @ v


def wrong_after_softmax(q, k, v, keep):
    """Padding has taken its part of the softmax by then, and the rest no
    longer adds up to one: hide keys before it."""
    hd = q.shape[-1]
    scores = q @ k.mT / hd ** 0.5
    keep = keep.unsqueeze(1).unsqueeze(1)
    return scores.softmax(dim=-1) * keep @ v


def check(attend):
    sizes = [(1, 2, 3, 4), (3, 2, 3, 5), (2, 3, 4, 5), (2, 2, 5, 3)]
    for B, nh, L, hd in sizes:
        torch.manual_seed(B)
        q, k, v = torch.randn(3, B, nh, L, hd)
        keep = torch.arange(L) <= torch.arange(B).unsqueeze(1)
        made = attend(q, k, v, keep)
        assert made.shape == (B, nh, L, hd), "the shape is (B, nh, L, hd)"
        assert not made.isnan().any(), "every query has a key to look at"
        wanted = F.scaled_dot_product_attention(q, k, v, keep[:, None, None])
        k, v = (torch.where(keep[:, None, :, None], x, -x) for x in (k, v))
        again = attend(q, k, v, keep)
        assert again.equal(made), "what stands in the padding changes nothing"
        assert torch.allclose(made, wanted, atol=1e-6), (
            "each query of a text looks at all its real tokens")


def breaks():
    """Two texts of four tokens, the second of them padded."""
    q, k, v = torch.randn(3, 2, 3, 4, 5)
    keep = torch.arange(4) < torch.tensor([[4], [2]])
    try:
        wrong_start(q, k, v, keep)
    except RuntimeError as error:
        print(error)


def main():
    B, nh, L, hd = 2, 3, 6, 5
    q = torch.randn(B, nh, L, hd)                          # (B, nh, L, hd)
    k = torch.randn(B, nh, L, hd)                          # (B, nh, L, hd)
    v = torch.randn(B, nh, L, hd)                          # (B, nh, L, hd)
    keep = torch.arange(L) < torch.tensor([[4], [6]])      # (B, L)
    out = attend(q, k, v, keep)                            # (B, nh, L, hd)
    print(f"out {tuple(out.shape)}, of {keep.sum().item()} real tokens")
    breaks()
    check(attend)


if __name__ == "__main__":
    main()
