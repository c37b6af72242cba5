"""Turn queries and keys into the weights of an attention.

You meet it in the middle of every transformer block.
"""

import torch
from torch.nn import functional as F

MINUTES = 8
HINTS = (
    "A score is the dot product of a query with a key: sum over hd.",
    "q @ k.transpose(-2, -1) makes them all. Divide by the root of hd.",
    "The weights of one query sum to 1 over the keys: softmax(dim=-1).",
)


def attention_weights(q, k):
    """Weigh the keys k (B, nh, P, hd) for the queries q (B, nh, L, hd).

    The weights are (B, nh, L, P): the softmax of each query's scaled dot
    products with all keys.
    """
    B, nh, L, hd = q.shape             # (B, nh, L, hd)
    B, nh, P, _ = k.shape              # (B, nh, P, hd)
    scores = q @ k.transpose(-2, -1)   # (B, nh, L, P)
    scores = scores / hd ** 0.5        # (B, nh, L, P)
    return scores.softmax(dim=-1)      # (B, nh, L, P)


def wrong_no_scale(q, k):
    """The scale is missing: divide the scores by the root of hd."""
    return (q @ k.mT).softmax(-1)


def wrong_no_root(q, k):
    """You divided by hd itself: the scale is its root."""
    return (q @ k.mT / q.shape[-1]).softmax(-1)


def wrong_full_width(q, k):
    """The scale took the width of all heads together: hd is that of one."""
    B, nh, L, hd = q.shape
    return (q @ k.mT / (nh * hd) ** 0.5).softmax(-1)


def wrong_scaled_too_late(q, k):
    """Scaling after the softmax is too late: the weights have to sum to 1."""
    return (q @ k.mT).softmax(-1) / q.shape[-1] ** 0.5


def wrong_over_queries(q, k):
    """The softmax went over the queries: the keys are the last dim."""
    return (q @ k.mT / q.shape[-1] ** 0.5).softmax(-2)


def wrong_over_heads(q, k):
    """The softmax went over the heads: the keys are the last dim."""
    return (q @ k.mT / q.shape[-1] ** 0.5).softmax(1)


def wrong_over_everything(q, k):
    """One softmax over all pairs at once: each query has its own."""
    scores = q @ k.mT / q.shape[-1] ** 0.5
    return scores.flatten(2).softmax(-1).reshape(scores.shape)


def wrong_no_softmax(q, k):
    """These are the scores: a softmax makes weights of them."""
    return q @ k.mT / q.shape[-1] ** 0.5


def wrong_keys_first(q, k):
    """Queries and keys have changed places: q comes first."""
    return (k @ q.mT / q.shape[-1] ** 0.5).softmax(-1)


def wrong_reshape(q, k):
    """Right shape, wrong numbers: k has to be transposed, not reshaped."""
    B, nh, P, hd = k.shape
    return (q @ k.reshape(B, nh, hd, P) / hd ** 0.5).softmax(-1)


def wrong_not_transposed(q, k):
    """@ sums q's last dim with k's last but one: transpose k first."""
    return (q @ k / q.shape[-1] ** 0.5).softmax(-1)


def check(attention_weights):
    sizes = [(1, 2, 3, 4, 6), (2, 3, 4, 2, 8), (3, 1, 2, 5, 1)]
    for B, nh, L, P, hd in sizes:
        torch.manual_seed(B)
        q = torch.randn(B, nh, L, hd)
        k = torch.randn(B, nh, P, hd)
        v = torch.eye(P).expand(B, nh, P, P)
        wanted = F.scaled_dot_product_attention(q, k, v)
        made = attention_weights(q, k)
        assert made.shape == (B, nh, L, P), "the shape is (B, nh, L, P)"
        ones = torch.ones(B, nh, L)
        assert torch.allclose(made.sum(-1), ones), "a query's weights sum to 1"
        assert torch.allclose(made, wanted, atol=1e-6), "torch weighs the same"


def main():
    B, nh, L, P, hd = 2, 3, 4, 5, 8
    q = torch.randn(B, nh, L, hd)       # (B, nh, L, hd)
    k = torch.randn(B, nh, P, hd)       # (B, nh, P, hd)
    weights = attention_weights(q, k)   # (B, nh, L, P)
    total = weights.sum(dim=-1)         # (B, nh, L)
    print(f"weights {tuple(weights.shape)}, they sum to {total[0, 0, 0]:.1f}")
    v = torch.randn(B, nh, P, hd)       # (B, nh, P, hd)
    y = weights @ v                     # (B, nh, L, hd)
    same = F.scaled_dot_product_attention(q, k, v)
    print(f"torch's own attention agrees: {torch.allclose(y, same, atol=1e-5)}")
    check(attention_weights)


if __name__ == "__main__":
    main()
