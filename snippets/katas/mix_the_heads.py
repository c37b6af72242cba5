"""Project all heads of an attention at once and sum them, with one einsum.

You meet it at the end of multi-head attention, in code that writes its
output projection as an einsum.
"""

import torch
from torch.nn import functional as F

MINUTES = 8
HINTS = (
    "Give each dim a letter. Which letters do both tensors share?",
    "x is bnlh and weight is nhd. Which letters are left in (B, L, D)?",
    'What is missing after the arrow is summed: "bnlh,nhd->bld".',
)


def mix_heads(x, weight):
    """Turn heads x (B, nh, L, hd) into tokens (B, L, D).

    weight (nh, hd, D) holds a matrix for each head: project each head by
    its own, and sum over the heads.
    """
    B, nh, L, hd = x.shape                            # (B, nh, L, hd)
    nh, hd, D = weight.shape                          # (nh, hd, D)
    return torch.einsum("bnlh,nhd->bld", x, weight)   # (B, L, D)


def wrong_heads_stay(x, weight):
    """n is still there: leave it out after the arrow, and it is summed."""
    return torch.einsum("bnlh,nhd->bnld", x, weight)


def wrong_mean(x, weight):
    """The heads are summed, not averaged."""
    return torch.einsum("bnlh,nhd->bnld", x, weight).mean(1)


def wrong_every_matrix(x, weight):
    """Each head met every matrix: one letter for the heads of both, n."""
    return torch.einsum("bnlh,mhd->bld", x, weight)


def wrong_batch_summed(x, weight):
    """b is missing after the arrow, so the samples were summed too."""
    return torch.einsum("bnlh,nhd->ld", x, weight)


def wrong_tokens_summed(x, weight):
    """l is missing after the arrow, so the tokens were summed too."""
    return torch.einsum("bnlh,nhd->bd", x, weight)


def wrong_features_first(x, weight):
    """d comes before l: after the arrow, write the dims as you want them."""
    return torch.einsum("bnlh,nhd->bdl", x, weight)


def wrong_turned_weight(x, weight):
    """h named weight's last dim: its letters stand in its order, n, h, d."""
    return torch.einsum("bnlh,ndh->bld", x, weight)


def wrong_reshape(x, weight):
    """Right shape, wrong numbers: bring the heads next to hd, then join."""
    B, nh, L, hd = x.shape
    return x.reshape(B, L, nh * hd) @ weight.flatten(0, 1)


def wrong_first_head(x, weight):
    """Only the first head was used: sum over all of them."""
    return x[:, 0] @ weight[0]


def check(mix_heads):
    sizes = [(1, 2, 3, 4, 5), (2, 3, 4, 2, 6), (3, 1, 2, 5, 1)]
    for B, nh, L, hd, D in sizes:
        torch.manual_seed(B)
        x = torch.randn(B, nh, L, hd)
        weight = torch.randn(nh, hd, D)
        made = mix_heads(x, weight)
        assert made.ndim == 3, "heads and their features are summed away"
        assert made.shape == (B, L, D), "the shape is (B, L, D)"
        tokens = x.transpose(1, 2).reshape(B, L, nh * hd)
        wanted = F.linear(tokens, weight.reshape(nh * hd, D).mT)
        assert torch.allclose(made, wanted, atol=1e-5), (
            "it equals one Linear on the joined heads"
        )


def main():
    B, nh, L, hd, D = 2, 3, 5, 4, 12
    x = torch.randn(B, nh, L, hd)     # (B, nh, L, hd)
    weight = torch.randn(nh, hd, D)   # (nh, hd, D)
    y = mix_heads(x, weight)          # (B, L, D)
    print(f"heads {tuple(x.shape)}, tokens {tuple(y.shape)}")
    check(mix_heads)


if __name__ == "__main__":
    main()
