"""Give every head its own queries, and all heads the same keys and values.

You meet it as multi-query attention, in language models that have to answer
fast: they keep one key and one value for each token, and not nh of them.
"""

import torch
from torch import nn
from torch.nn import functional as F

MINUTES = 12
HINTS = (
    "How wide is each of the three pieces? Only the queries have nh heads.",
    "To a key, a head is one query more: fold nh into L, for three dims.",
    "torch.bmm(queries, k.mT) has (B, L*nh, hd) and (B, hd, L) to work on.",
)


def share_keys(x, qkv, nh):
    """Let tokens x (B, L, D) look at each other: nh heads, one set of keys.

    qkv is a Linear that makes (B, L, D+2*hd): queries for nh heads of width
    hd = D/nh, then one key, then one value of that width. Return (B, L, D),
    the heads side by side.
    """
    B, L, D = x.shape                   # (B, L, D)
    hd = D // nh
    widths = [D, hd, hd]
    h = qkv(x)                          # (B, L, D+2*hd)
    q, k, v = h.split(widths, dim=-1)   # (B, L, D), (B, L, hd), (B, L, hd)
    q = q.reshape(B, L * nh, hd)        # (B, L*nh, hd)
    scores = torch.bmm(q, k.mT)         # (B, L*nh, L)
    scores = scores / hd ** 0.5         # (B, L*nh, L)
    weights = scores.softmax(dim=-1)    # (B, L*nh, L)
    h = torch.bmm(weights, v)           # (B, L*nh, hd)
    return h.reshape(B, L, D)           # (B, L, D)


def wrong_no_scale(x, qkv, nh):
    """Without the scale, wide heads get large scores: divide by hd ** 0.5."""
    B, L, D = x.shape
    hd = D // nh
    q, k, v = qkv(x).split([D, hd, hd], dim=-1)
    weights = torch.bmm(q.reshape(B, L * nh, hd), k.mT).softmax(dim=-1)
    return torch.bmm(weights, v).reshape(B, L, D)


def wrong_scale_of_all(x, qkv, nh):
    """The scale is the root of a head's width hd, not of all D."""
    B, L, D = x.shape
    hd = D // nh
    q, k, v = qkv(x).split([D, hd, hd], dim=-1)
    scores = torch.bmm(q.reshape(B, L * nh, hd), k.mT) / D ** 0.5
    return torch.bmm(scores.softmax(dim=-1), v).reshape(B, L, D)


def wrong_no_softmax(x, qkv, nh):
    """Bare scores are no weights: softmax makes them add up to 1."""
    B, L, D = x.shape
    hd = D // nh
    q, k, v = qkv(x).split([D, hd, hd], dim=-1)
    scores = torch.bmm(q.reshape(B, L * nh, hd), k.mT) / hd ** 0.5
    return torch.bmm(scores, v).reshape(B, L, D)


def wrong_softmax_over_queries(x, qkv, nh):
    """softmax runs over the queries: the weights of one query add up to 1
    over the keys, and those are the last dim."""
    B, L, D = x.shape
    hd = D // nh
    q, k, v = qkv(x).split([D, hd, hd], dim=-1)
    scores = torch.bmm(q.reshape(B, L * nh, hd), k.mT) / hd ** 0.5
    return torch.bmm(scores.softmax(dim=1), v).reshape(B, L, D)


def wrong_equal_pieces(x, qkv, nh):
    """chunk makes pieces of one width: say the widths, D, hd and hd."""
    B, L, D = x.shape
    hd = D // nh
    q, k, v = qkv(x).chunk(3, dim=-1)
    scores = torch.bmm(q.reshape(B, L * nh, hd), k.mT) / hd ** 0.5
    return torch.bmm(scores.softmax(dim=-1), v).reshape(B, L, D)


def wrong_keys_first(x, qkv, nh):
    """Key and value were taken from the front: queries come first, D wide."""
    B, L, D = x.shape
    hd = D // nh
    k, v, q = qkv(x).split([hd, hd, D], dim=-1)
    scores = torch.bmm(q.reshape(B, L * nh, hd), k.mT) / hd ** 0.5
    return torch.bmm(scores.softmax(dim=-1), v).reshape(B, L, D)


def wrong_values_for_keys(x, qkv, nh):
    """Key and value have changed places: the order is q, k, v."""
    B, L, D = x.shape
    hd = D // nh
    q, v, k = qkv(x).split([D, hd, hd], dim=-1)
    scores = torch.bmm(q.reshape(B, L * nh, hd), k.mT) / hd ** 0.5
    return torch.bmm(scores.softmax(dim=-1), v).reshape(B, L, D)


def wrong_paired_lists(x, qkv, nh):
    """@ pairs list dims from the right, so the nh of q met the B of k, and a
    head read the keys of another sample. Give k and v a dim of 1 for nh."""
    B, L, D = x.shape
    hd = D // nh
    q, k, v = qkv(x).split([D, hd, hd], dim=-1)
    q = q.reshape(B, L, nh, hd).transpose(1, 2)
    weights = (q @ k.mT / hd ** 0.5).softmax(dim=-1)
    return (weights @ v).transpose(1, 2).flatten(2)


def wrong_heads_by_reshape(x, qkv, nh):
    """reshape(B, nh, L, hd) cuts the text in pieces instead of the features:
    split the features first, then swap dims 1 and 2."""
    B, L, D = x.shape
    hd = D // nh
    q, k, v = qkv(x).split([D, hd, hd], dim=-1)
    q = q.reshape(B, nh, L, hd)
    weights = (q @ k[:, None].mT / hd ** 0.5).softmax(dim=-1)
    return (weights @ v[:, None]).transpose(1, 2).flatten(2)


def wrong_joined_by_reshape(x, qkv, nh):
    """The heads are joined in the wrong order: bring nh beside hd before you
    join them."""
    B, L, D = x.shape
    hd = D // nh
    q, k, v = qkv(x).split([D, hd, hd], dim=-1)
    q = q.reshape(B, L, nh, hd).transpose(1, 2).flatten(1, 2)
    weights = (torch.bmm(q, k.mT) / hd ** 0.5).softmax(dim=-1)
    return torch.bmm(weights, v).reshape(B, L, D)


def wrong_first_head(x, qkv, nh):
    """All heads ask what the first one asks: each has queries of its own."""
    B, L, D = x.shape
    hd = D // nh
    q, k, v = qkv(x).split([D, hd, hd], dim=-1)
    weights = (torch.bmm(q[:, :, :hd], k.mT) / hd ** 0.5).softmax(dim=-1)
    return torch.bmm(weights, v).repeat(1, 1, nh)


def check(share_keys):
    for B, L, D, nh in [(1, 2, 3, 1), (1, 3, 4, 2), (2, 5, 6, 2), (3, 4, 6, 3)]:
        torch.manual_seed(L)
        hd = D // nh
        qkv = nn.Linear(D, D + 2 * hd)
        for one in qkv.parameters():
            nn.init.normal_(one)
        x = torch.randn(B, D, L).mT
        made = share_keys(x, qkv, nh)
        assert made.shape == (B, L, D), "the shape is (B, L, D)"
        turned = share_keys(x.flip(1), qkv, nh).flip(1)
        assert torch.allclose(turned, made, atol=1e-4), (
            "tokens in another order get the same answers")
        h = qkv(x)
        q = h[:, :, :D].reshape(B, L, nh, hd).transpose(1, 2)
        k = h[:, None, :, D:D + hd].expand(B, nh, L, hd)
        v = h[:, None, :, D + hd:].expand(B, nh, L, hd)
        heads = F.scaled_dot_product_attention(q, k, v)
        wanted = heads.transpose(1, 2).flatten(2)
        made = share_keys(x, qkv, nh)
        assert torch.allclose(made, wanted, atol=1e-4), (
            "equal to F.scaled_dot_product_attention, keys and values expanded")


def main():
    B, L, D, nh = 2, 7, 24, 4
    hd = D // nh
    qkv = nn.Linear(D, D + 2 * hd)
    x = torch.randn(B, L, D)            # (B, L, D)
    y = share_keys(x, qkv, nh)          # (B, L, D)
    print(f"{nh} heads of {hd}, one key of {hd}: {tuple(y.shape)}")
    check(share_keys)


if __name__ == "__main__":
    main()
