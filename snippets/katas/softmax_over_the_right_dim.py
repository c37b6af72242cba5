"""Turn scores into weights that add up to 1 over the dim you sum away.

You meet it where many tokens become few, as in the attention pooling of CLIP
or the latents of a Perceiver, and in every attention head.
"""

import torch
from torch.nn import functional as F

MINUTES = 5
HINTS = (
    "Which dim of scores is summed away? The weights add up to 1 along it.",
    "scores.softmax(dim=1), then a matmul that sums over the L tokens.",
    "weights.mT is (B, K, L), and (B, K, L) @ (B, L, D) is (B, K, D).",
)


def summarise(x, scores):
    """Sum up the tokens x (B, L, D) in K summaries (B, K, D).

    scores (B, L, K) say how much token l matters to summary k. Softmax makes
    weights of them; a summary is the weighted mean of the tokens.
    """
    B, L, D = x.shape                    # (B, L, D)
    B, L, K = scores.shape               # (B, L, K)
    weights = scores.softmax(dim=1)      # (B, L, K)
    return weights.mT @ x                # (B, K, L) @ (B, L, D) = (B, K, D)


def wrong_over_summaries(x, scores):
    """Each token is shared out among the summaries: softmax over the tokens
    instead, for they are what is summed."""
    return scores.softmax(dim=2).mT @ x


def wrong_over_batch(x, scores):
    """dim=0 is the batch: samples know nothing of each other."""
    return scores.softmax(dim=0).mT @ x


def wrong_over_both(x, scores):
    """All weights of a sample add up to 1 together: each summary needs its
    own, over the tokens alone."""
    return scores.flatten(1).softmax(dim=1).view_as(scores).mT @ x


def wrong_no_softmax(x, scores):
    """Bare scores may be negative and add up to anything: softmax first."""
    return scores.mT @ x


def wrong_exp_by_hand(x, scores):
    """exp of a large score is inf, and inf / inf is nan: softmax takes the
    largest score off first."""
    weights = scores.exp() / scores.exp().sum(dim=1, keepdim=True)
    return weights.mT @ x


def wrong_plain_mean(x, scores):
    """Every token counts the same here: the scores are not used."""
    return x.mean(dim=1, keepdim=True).repeat(1, scores.shape[2], 1)


def wrong_all_dims(x, scores):
    """A summary has D numbers: sum over the tokens and keep the features."""
    weights = scores.softmax(dim=1)
    return (weights.mT @ x).sum(dim=-1)


def check(summarise):
    for B, L, D, K in [(1, 2, 4, 3), (2, 3, 2, 1), (3, 4, 5, 2)]:
        x = torch.arange(1.0, B * L * D + 1).reshape(B, D, L).mT
        made = summarise(x, torch.zeros(B, L, K))
        assert made.shape == (B, K, D), "the shape is (B, K, D)"
        mean = x.mean(dim=1, keepdim=True).expand(B, K, D)
        assert torch.allclose(made, mean), "equal scores give the plain mean"
        scores = torch.zeros(B, L, K)
        scores[:, -1] = 1000.0
        last = x[:, -1:].expand(B, K, D)
        made = summarise(x, scores)
        assert torch.allclose(made, last), "a huge score picks its token"
        torch.manual_seed(L)
        scores = torch.randn(B, L, K)
        one = torch.eye(L).expand(B, L, L)
        wanted = F.scaled_dot_product_attention(scores.mT, one, x, scale=1.0)
        made = summarise(x, scores)
        assert torch.allclose(made, wanted, atol=1e-6), (
            "the same as torch's attention")


def main():
    B, L, D, K = 2, 6, 5, 3
    x = torch.rand(B, L, D)              # (B, L, D)
    scores = torch.randn(B, L, K)        # (B, L, K)
    made = summarise(x, scores)          # (B, K, D)
    print(f"{L} tokens became {K} summaries {tuple(made.shape)}")
    check(summarise)


if __name__ == "__main__":
    main()
