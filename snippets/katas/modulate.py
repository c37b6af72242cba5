"""Let a condition scale and shift every token of its sample.

You meet it in diffusion transformers: in DiT, the time and the class reach
each block this way.
"""

import torch

MINUTES = 5
HINTS = (
    "chunk takes cond apart. Which dim holds the 2*D numbers?",
    "shift and scale are (B, D). What has to come between B and D?",
    "unsqueeze(1) makes them (B, 1, D), which broadcasts over the tokens.",
)


def modulate(x, cond):
    """Make x * (1 + scale) + shift of tokens x (B, L, D).

    cond (B, 2*D) holds, for each sample, D numbers of shift and then D of
    scale, one for each feature.
    """
    B, L, D = x.shape                      # (B, L, D)
    shift, scale = cond.chunk(2, dim=-1)   # each (B, D)
    shift = shift.unsqueeze(1)             # (B, 1, D)
    scale = scale.unsqueeze(1)             # (B, 1, D)
    return x * (1 + scale) + shift         # (B, L, D) + (B, 1, D) = (B, L, D)


def wrong_scale_first(x, cond):
    """The halves have changed places: shift comes first in cond."""
    scale, shift = cond.unsqueeze(1).chunk(2, dim=-1)
    return x * (1 + scale) + shift


def wrong_no_one(x, cond):
    """Where scale is 0, x has to stay as it is: multiply by 1 + scale."""
    shift, scale = cond.unsqueeze(1).chunk(2, dim=-1)
    return x * scale + shift


def wrong_no_token_dim(x, cond):
    """(B, D) is lined up with the tokens: put a dim of 1 in between."""
    shift, scale = cond.chunk(2, dim=-1)
    return x * (1 + scale) + shift


def wrong_over_features(x, cond):
    """(B, D, 1) is lined up with the tokens: the 1 goes between B and D."""
    shift, scale = cond.unsqueeze(-1).chunk(2, dim=1)
    return x * (1 + scale) + shift


def wrong_every_other(x, cond):
    """You took every other number: shift is the first half, in one piece."""
    shift, scale = cond[:, None, ::2], cond[:, None, 1::2]
    return x * (1 + scale) + shift


def wrong_shifted_first(x, cond):
    """The shift was scaled too: scale x first, then add the shift."""
    shift, scale = cond.unsqueeze(1).chunk(2, dim=-1)
    return (x + shift) * (1 + scale)


def wrong_chunk_along_batch(x, cond):
    """chunk cuts dim 0 unless you say which: the numbers are in the last."""
    shift, scale = cond.chunk(2)
    return x * (1 + scale) + shift


def wrong_first_sample(x, cond):
    """All samples were told the same: keep the batch of cond."""
    shift, scale = cond[:1].unsqueeze(1).chunk(2, dim=-1)
    return x * (1 + scale) + shift


def check(modulate):
    for B, L, D in [(1, 3, 2), (2, 4, 3), (3, 3, 1), (5, 1, 6)]:
        x = torch.arange(B * L * D).reshape(B, L, D).float()
        shift = torch.arange(1, B * D + 1).reshape(B, D) / 4
        scale = 2 * shift.flip(0, 1)
        made = modulate(x, torch.cat([shift, scale], dim=1))
        assert made.shape == (B, L, D), "the shape stays (B, L, D)"
        rows = zip(x, shift, scale)
        wanted = torch.stack([one * (1 + b) + a for one, a, b in rows])
        assert torch.allclose(made, wanted), "features are scaled, then shifted"
        made = modulate(x, torch.zeros(B, 2 * D))
        assert made.equal(x), "a condition of zeros changes nothing"


def main():
    B, L, D = 2, 5, 8
    x = torch.rand(B, L, D)       # (B, L, D)
    cond = torch.rand(B, 2 * D)   # (B, 2*D)
    y = modulate(x, cond)         # (B, L, D)
    print(f"tokens {tuple(x.shape)}, told by {tuple(cond.shape)}")
    print(f"modulated {tuple(y.shape)}")
    check(modulate)


if __name__ == "__main__":
    main()
