"""Normalise every token over its own features, as nn.LayerNorm does.

You meet it before each attention and each MLP of a transformer.
"""

import torch
from torch.nn import functional as F

MINUTES = 6
HINTS = (
    "One mean and one variance for every token: which dim goes away?",
    "keepdim=True leaves (B, L, 1), which broadcasts against (B, L, D).",
    "(x - mean) / (var + eps) ** 0.5, with var(..., correction=0).",
)


def layer_norm(x, weight, bias, eps):
    """Normalise tokens x (B, L, D) over D, without torch's own layer norm.

    Take off a token's mean and divide by the root of its variance plus eps;
    the variance divides by D. Then times weight (D,), plus bias (D,).
    """
    B, L, D = x.shape                                  # (B, L, D)
    mean = x.mean(dim=-1, keepdim=True)                # (B, L, 1)
    x = x - mean                                       # (B, L, D)
    var = x.square().mean(dim=-1, keepdim=True)        # (B, L, 1)
    x = x / (var + eps).sqrt()                         # (B, L, D)
    return x * weight + bias                           # (B, L, D)


def wrong_over_tokens(x, weight, bias, eps):
    """dim=1 mixes the tokens of a text: each token has its own mean."""
    mean = x.mean(dim=1, keepdim=True)
    var = x.var(dim=1, keepdim=True, correction=0)
    return (x - mean) / (var + eps).sqrt() * weight + bias


def wrong_over_batch(x, weight, bias, eps):
    """dim=0 mixes the samples, as batch norm does: use the last dim."""
    mean = x.mean(dim=0, keepdim=True)
    var = x.var(dim=0, keepdim=True, correction=0)
    return (x - mean) / (var + eps).sqrt() * weight + bias


def wrong_over_sample(x, weight, bias, eps):
    """Tokens and features are taken together: one mean for each token."""
    mean = x.mean(dim=(1, 2), keepdim=True)
    var = x.var(dim=(1, 2), keepdim=True, correction=0)
    return (x - mean) / (var + eps).sqrt() * weight + bias


def wrong_correction(x, weight, bias, eps):
    """var divides by D - 1 unless you say correction=0."""
    mean = x.mean(dim=-1, keepdim=True)
    var = x.var(dim=-1, keepdim=True)
    return (x - mean) / (var + eps).sqrt() * weight + bias


def wrong_eps_outside(x, weight, bias, eps):
    """eps belongs to the variance, under the root: here it is added after."""
    mean = x.mean(dim=-1, keepdim=True)
    std = x.std(dim=-1, keepdim=True, correction=0)
    return (x - mean) / (std + eps) * weight + bias


def wrong_no_eps(x, weight, bias, eps):
    """eps is missing: a token of equal numbers has variance 0, and 0 / 0 is
    nan."""
    mean = x.mean(dim=-1, keepdim=True)
    std = x.std(dim=-1, keepdim=True, correction=0)
    return (x - mean) / std * weight + bias


def wrong_fixed_eps(x, weight, bias, eps):
    """eps is written down as a number: use the one that is given."""
    mean = x.mean(dim=-1, keepdim=True)
    var = x.var(dim=-1, keepdim=True, correction=0)
    return (x - mean) / (var + 1e-5).sqrt() * weight + bias


def wrong_no_root(x, weight, bias, eps):
    """Divided by the variance: the root of it is what brings it to 1."""
    mean = x.mean(dim=-1, keepdim=True)
    var = x.var(dim=-1, keepdim=True, correction=0)
    return (x - mean) / (var + eps) * weight + bias


def wrong_mean_kept(x, weight, bias, eps):
    """The mean is still there, as in RMS norm: take it off first."""
    mean_square = x.square().mean(dim=-1, keepdim=True)
    return x / (mean_square + eps).sqrt() * weight + bias


def wrong_no_weight(x, weight, bias, eps):
    """weight and bias are not used: they come last, one for each feature."""
    mean = x.mean(dim=-1, keepdim=True)
    var = x.var(dim=-1, keepdim=True, correction=0)
    return (x - mean) / (var + eps).sqrt()


def check(layer_norm):
    for B, L, D in [(1, 2, 3), (1, 1, 4), (3, 2, 5)]:
        torch.manual_seed(D)
        x = torch.randn(B, D, L).mT * 3 + 5
        given = x.clone()
        one, zero = torch.ones(D), torch.zeros(D)
        made = layer_norm(given, one, zero, 0.0)
        assert made.shape == (B, L, D), "the shape is (B, L, D)"
        mean = made.mean(dim=-1)
        wanted = torch.zeros(B, L)
        assert torch.allclose(mean, wanted, atol=1e-5), "each mean is 0"
        square = made.square().mean(dim=-1)
        wanted = torch.ones(B, L)
        assert torch.allclose(square, wanted, atol=1e-5), "each variance is 1"
        assert given.equal(x), "the x that came in is not changed"
        weight, bias = torch.randn(D), torch.randn(D)
        made = layer_norm(x, weight, bias, 0.1)
        wanted = F.layer_norm(x, (D,), weight, bias, 0.1)
        assert torch.allclose(made, wanted, atol=1e-6), "equal to F.layer_norm"
        x = torch.full((B, L, D), 5.0)
        made = layer_norm(x, weight, bias, 1e-5)
        wanted = bias.expand(B, L, D)
        assert torch.allclose(made, wanted), "equal numbers become the bias"


def main():
    B, L, D = 2, 5, 12
    x = torch.rand(B, L, D)                            # (B, L, D)
    weight = torch.ones(D)                             # (D,)
    bias = torch.zeros(D)                              # (D,)
    y = layer_norm(x, weight, bias, 1e-5)              # (B, L, D)
    print(f"spread from {x[0, 0].std():.2f} to {y[0, 0].std():.2f}")
    check(layer_norm)


if __name__ == "__main__":
    main()
