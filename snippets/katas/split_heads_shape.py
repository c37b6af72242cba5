"""Split the features of each token among the heads of an attention.

You meet it in the first lines of every multi-head attention.
"""

import torch

MINUTES = 5
HINTS = (
    "Cut first, then bring the dims in order: it takes two operations.",
    "reshape(B, L, nh, D // nh) gives each head its run of features.",
    "Then transpose(1, 2), so that nh comes before L.",
)


def split_heads(x, nh):
    """Split tokens (B, L, D) into nh heads (B, nh, L, D/nh).

    The first head gets the first D/nh features of every token, the second
    head the next ones, and so on.
    """
    B, L, D = x.shape                  # (B, L, D)
    x = x.reshape(B, L, nh, D // nh)   # (B, L, nh, D/nh)
    return x.transpose(1, 2)           # (B, nh, L, D/nh)


def wrong_reshape(x, nh):
    """Right shape, wrong numbers: reshape can't bring nh before L for you."""
    B, L, D = x.shape
    return x.reshape(B, nh, L, D // nh)


def wrong_not_swapped(x, nh):
    """The features are cut, but nh still comes after L: swap the two."""
    B, L, D = x.shape
    return x.reshape(B, L, nh, D // nh)


def wrong_width_first(x, nh):
    """That makes D/nh heads of width nh: the number of heads comes first."""
    B, L, D = x.shape
    return x.reshape(B, L, D // nh, nh).transpose(1, 2)


def wrong_every_other(x, nh):
    """A head got every nh-th feature: its features are neighbours in D."""
    B, L, D = x.shape
    return x.reshape(B, L, D // nh, nh).permute(0, 3, 1, 2)


def wrong_turned(x, nh):
    """Each head is turned: its rows are tokens, its columns are features."""
    B, L, D = x.shape
    return x.reshape(B, L, nh, D // nh).permute(0, 2, 3, 1)


def wrong_cut_in_tokens(x, nh):
    """You gave each head some of the tokens: it gets some features of all."""
    B, L, D = x.shape
    return x.mT.reshape(B, nh, L, D // nh)


def wrong_fixed_width(x, nh):
    """64 is the width of heads in one model: work yours out, as D // nh."""
    B, L, D = x.shape
    return x.reshape(B, L, nh, 64).transpose(1, 2)


def wrong_batch_of_one(x, nh):
    """The batch dim is gone: a batch of one keeps its dim of size 1."""
    B, L, D = x.shape
    return x.reshape(B, L, nh, D // nh).transpose(1, 2).squeeze(0)


def check(split_heads):
    for B, L, D, nh in [(1, 4, 6, 2), (2, 3, 8, 4), (3, 5, 6, 1), (2, 1, 6, 3)]:
        x = torch.arange(B * L * D).reshape(B, L, D)
        wanted = torch.stack(x.chunk(nh, dim=-1), dim=1)
        made = split_heads(x, nh)
        hd = D // nh
        assert made.shape == (B, nh, L, hd), "the shape is (B, nh, L, D/nh)"
        assert made.equal(wanted), "each head has its run of features"
        made = split_heads(x.mT.contiguous().mT, nh)
        assert made.equal(wanted), "tokens may lie in memory in any order"


def main():
    B, L, D, nh = 2, 5, 12, 3
    tokens = torch.rand(B, L, D)   # (B, L, D)
    q = split_heads(tokens, nh)    # (B, nh, L, D/nh)
    scores = q @ q.mT              # (B, nh, L, L)
    print(f"heads {tuple(q.shape)}, scores {tuple(scores.shape)}")
    check(split_heads)


if __name__ == "__main__":
    main()
