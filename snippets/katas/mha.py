"""Write multi-head attention, and hold it against torch's own.

You meet it in every transformer: two matmuls and a softmax, in nh small heads
at once.
"""

import torch
from torch import nn

MINUTES = 15
HINTS = (
    "Heads are a list dim: bring (B, nh) to the front and @ does them all.",
    "qkv(x) is (B, L, 3*D): split it into (3, nh, hd), in this order.",
    "q @ k.mT / hd ** 0.5, softmax over the last dim, @ v; then join heads.",
)


def mha(x, qkv, out, nh):
    """Let the tokens x (B, L, D) look at each other in nh heads of D/nh.

    qkv is a Linear that makes queries, keys and values, side by side in
    (B, L, 3*D). out is a Linear for the joined heads. Return (B, L, D).
    """
    B, L, D = x.shape                          # (B, L, D)
    hd = D // nh
    h = qkv(x)                                 # (B, L, 3*D)
    h = h.reshape(B, L, 3, nh, hd)             # (B, L, 3, nh, hd)
    h = h.permute(2, 0, 3, 1, 4)               # (3, B, nh, L, hd)
    q, k, v = h[0], h[1], h[2]                 # each (B, nh, L, hd)
    scores = q @ k.mT / hd ** 0.5              # (B, nh, L, L)
    weights = scores.softmax(dim=-1)           # (B, nh, L, L)
    h = weights @ v                            # (B, nh, L, hd)
    h = h.transpose(1, 2)                      # (B, L, nh, hd)
    h = h.flatten(2)                           # (B, L, D)
    return out(h)                              # (B, L, D)


def wrong_no_scale(x, qkv, out, nh):
    """Without the scale, wide heads get large scores: divide by hd ** 0.5."""
    B, L, D = x.shape
    h = qkv(x).reshape(B, L, 3, nh, D // nh).permute(2, 0, 3, 1, 4)
    weights = (h[0] @ h[1].mT).softmax(dim=-1)
    return out((weights @ h[2]).transpose(1, 2).flatten(2))


def wrong_scale_of_all(x, qkv, out, nh):
    """The scale is the root of a head's width hd, not of all D."""
    B, L, D = x.shape
    h = qkv(x).reshape(B, L, 3, nh, D // nh).permute(2, 0, 3, 1, 4)
    weights = (h[0] @ h[1].mT / D ** 0.5).softmax(dim=-1)
    return out((weights @ h[2]).transpose(1, 2).flatten(2))


def wrong_no_softmax(x, qkv, out, nh):
    """Bare scores are no weights: softmax makes them add up to 1."""
    B, L, D = x.shape
    hd = D // nh
    h = qkv(x).reshape(B, L, 3, nh, hd).permute(2, 0, 3, 1, 4)
    scores = h[0] @ h[1].mT / hd ** 0.5
    return out((scores @ h[2]).transpose(1, 2).flatten(2))


def wrong_softmax_over_queries(x, qkv, out, nh):
    """softmax runs over the queries: the weights of one query add up to 1
    over the keys, and those are the last dim."""
    B, L, D = x.shape
    hd = D // nh
    h = qkv(x).reshape(B, L, 3, nh, hd).permute(2, 0, 3, 1, 4)
    weights = (h[0] @ h[1].mT / hd ** 0.5).softmax(dim=-2)
    return out((weights @ h[2]).transpose(1, 2).flatten(2))


def wrong_heads_by_reshape(x, qkv, out, nh):
    """reshape(B, nh, L, hd) cuts the text in pieces instead of the features:
    split the features first, then swap dims 1 and 2."""
    B, L, D = x.shape
    hd = D // nh
    q, k, v = (one.reshape(B, nh, L, hd) for one in qkv(x).chunk(3, dim=-1))
    weights = (q @ k.mT / hd ** 0.5).softmax(dim=-1)
    return out((weights @ v).transpose(1, 2).flatten(2))


def wrong_joined_by_reshape(x, qkv, out, nh):
    """The heads are joined in the wrong order: bring nh beside hd before you
    flatten."""
    B, L, D = x.shape
    hd = D // nh
    h = qkv(x).reshape(B, L, 3, nh, hd).permute(2, 0, 3, 1, 4)
    weights = (h[0] @ h[1].mT / hd ** 0.5).softmax(dim=-1)
    return out((weights @ h[2]).reshape(B, L, D))


def wrong_heads_before_three(x, qkv, out, nh):
    """Queries, keys and values lie side by side, and each holds its heads:
    split into (3, nh, hd), not (nh, 3, hd)."""
    B, L, D = x.shape
    hd = D // nh
    h = qkv(x).reshape(B, L, nh, 3, hd).permute(3, 0, 2, 1, 4)
    weights = (h[0] @ h[1].mT / hd ** 0.5).softmax(dim=-1)
    return out((weights @ h[2]).transpose(1, 2).flatten(2))


def wrong_no_out(x, qkv, out, nh):
    """The heads are joined but never mixed: the last step is out(h)."""
    B, L, D = x.shape
    hd = D // nh
    h = qkv(x).reshape(B, L, 3, nh, hd).permute(2, 0, 3, 1, 4)
    weights = (h[0] @ h[1].mT / hd ** 0.5).softmax(dim=-1)
    return (weights @ h[2]).transpose(1, 2).flatten(2)


def wrong_one_head(x, qkv, out, nh):
    """One wide head has one set of weights: split D into nh heads."""
    B, L, D = x.shape
    q, k, v = qkv(x).chunk(3, dim=-1)
    weights = (q @ k.mT / D ** 0.5).softmax(dim=-1)
    return out(weights @ v)


def wrong_keys_for_queries(x, qkv, out, nh):
    """Queries and keys have changed places: the order is q, k, v."""
    B, L, D = x.shape
    hd = D // nh
    h = qkv(x).reshape(B, L, 3, nh, hd).permute(2, 0, 3, 1, 4)
    weights = (h[1] @ h[0].mT / hd ** 0.5).softmax(dim=-1)
    return out((weights @ h[2]).transpose(1, 2).flatten(2))


def check(mha):
    for B, L, D, nh in [(1, 2, 4, 1), (1, 3, 4, 2), (2, 5, 12, 3)]:
        torch.manual_seed(L)
        torchs = nn.MultiheadAttention(D, nh, batch_first=True)
        for one in torchs.parameters():
            nn.init.normal_(one)
        qkv, out = nn.Linear(D, 3 * D), nn.Linear(D, D)
        qkv.weight, qkv.bias = torchs.in_proj_weight, torchs.in_proj_bias
        out.weight, out.bias = torchs.out_proj.weight, torchs.out_proj.bias
        x = torch.randn(B, D, L).mT
        made = mha(x, qkv, out, nh)
        assert made.shape == (B, L, D), "the shape is (B, L, D)"
        turned = mha(x.flip(1), qkv, out, nh).flip(1)
        assert torch.allclose(turned, made, atol=1e-4), (
            "tokens in another order get the same answers")
        made = mha(x, qkv, out, nh)
        wanted = torchs(x, x, x, need_weights=False)[0]
        assert torch.allclose(made, wanted, atol=1e-4), (
            "equal to nn.MultiheadAttention")


def main():
    B, L, D, nh = 2, 7, 24, 4
    qkv, out = nn.Linear(D, 3 * D), nn.Linear(D, D)
    x = torch.randn(B, L, D)                   # (B, L, D)
    y = mha(x, qkv, out, nh)                   # (B, L, D)
    print(f"{nh} heads of {D // nh}: {tuple(y.shape)}")
    check(mha)


if __name__ == "__main__":
    main()
