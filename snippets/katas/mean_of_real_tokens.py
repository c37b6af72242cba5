"""Average the tokens of each sample, and leave its padding out.

You meet it where a text becomes one vector, as in sentence embeddings.
"""

import torch

MINUTES = 8
HINTS = (
    "A mean is a sum divided by a count. Take both over real tokens only.",
    "mask.unsqueeze(-1) is (B, L, 1). Times x, it is 0 at the padding.",
    "Divide (x * keep).sum(1) by keep.sum(1), and never by 0: clamp(min=1).",
)


def mean_of_real(x, mask):
    """Average x (B, L, D) over the tokens where mask (B, L) is True: (B, D).

    A sample of padding alone gets zeros.
    """
    B, L, D = x.shape                   # (B, L, D)
    keep = mask.unsqueeze(-1)           # (B, L, 1)
    total = (x * keep).sum(dim=1)       # (B, D)
    count = keep.sum(dim=1)             # (B, 1)
    return total / count.clamp(min=1)   # (B, D) / (B, 1) = (B, D)


def wrong_padding_too(x, mask):
    """The padding was averaged too: use the mask."""
    return x.mean(1)


def wrong_divided_by_all(x, mask):
    """The sum is right, but not the count: mean(1) divides by all L tokens."""
    return (x * mask.unsqueeze(-1)).mean(1)


def wrong_sum(x, mask):
    """That's the sum: divide by the number of real tokens."""
    return (x * mask.unsqueeze(-1)).sum(1)


def wrong_only_padding(x, mask):
    """You averaged the padding: the mask is True where a token is real."""
    keep = ~mask.unsqueeze(-1)
    return (x * keep).sum(1) / keep.sum(1).clamp(min=1)


def wrong_samples_mixed(x, mask):
    """x[mask] is one list for all samples: multiply x by the mask instead."""
    B, L, D = x.shape
    return x[mask].reshape(B, -1, D).mean(1)


def wrong_count_of_batch(x, mask):
    """You divided by the real tokens of the whole batch: count along dim 1."""
    return (x * mask.unsqueeze(-1)).sum(1) / mask.sum().clamp(min=1)


def wrong_divided_by_zero(x, mask):
    """Padding alone gave 0 / 0: divide by at least 1, with clamp."""
    keep = mask.unsqueeze(-1)
    return (x * keep).sum(1) / keep.sum(1)


def wrong_over_features(x, mask):
    """You averaged the features of each token: the tokens are dim 1."""
    return (x * mask.unsqueeze(-1)).mean(-1)


def wrong_mask_on_features(x, mask):
    """(B, 1, L) is lined up with the features: the mask needs its 1 last."""
    keep = mask.unsqueeze(1)
    return (x * keep).sum(1) / keep.sum(1).clamp(min=1)


def check(mean_of_real):
    sizes = [(1, 4, 3), (3, 5, 2), (5, 1, 2), (2, 3, 3)]
    for B, L, D in sizes:
        x = 1 + torch.arange(B * L * D).reshape(B, L, D).float()
        mask = torch.arange(B * L).reshape(B, L) % 3 != 1
        mask[:, 0] = True
        made = mean_of_real(x, mask)
        assert made.shape == (B, D), "the shape is (B, D)"
        wanted = torch.stack([x[b][mask[b]].mean(0) for b in range(B)])
        assert torch.allclose(made, wanted), "real tokens count, padding not"
    for B, L, D in sizes:
        x = torch.ones(B, L, D)
        made = mean_of_real(x, torch.zeros(B, L).bool())
        assert made.equal(torch.zeros(B, D)), "padding alone gives zeros"


def main():
    B, L, D = 2, 5, 8
    x = torch.rand(B, L, D)         # (B, L, D)
    mask = torch.rand(B, L) < 0.6   # (B, L)
    y = mean_of_real(x, mask)       # (B, D)
    print(f"{mask.sum()} of {mask.numel()} tokens are real")
    print(f"one vector for each sample {tuple(y.shape)}")
    check(mean_of_real)


if __name__ == "__main__":
    main()
