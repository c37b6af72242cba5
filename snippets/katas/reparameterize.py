"""Sample from a VAE's encoder so that gradients pass, and price the sample.

You meet it between the encoder and the decoder of every VAE, that of Stable
Diffusion included.
"""

import torch
from torch.distributions import Normal, kl_divergence

MINUTES = 8
HINTS = (
    "logvar is the log of std squared: what is std?",
    "z is the noise, stretched by std and moved to mean.",
    "-0.5 * (1 + logvar - mean.square() - logvar.exp()), summed over D.",
)


def reparameterize(mean, logvar, noise):
    """Return a sample z (B, D) and what it costs, the KL divergence (B,).

    mean and logvar (B, D) are a normal distribution for each number, logvar
    the log of its variance; noise (B, D) is standard normal. The cost is the
    divergence from standard normal, added up over D.
    """
    B, D = mean.shape                                    # (B, D)
    std = (logvar / 2).exp()                             # (B, D)
    z = mean + std * noise                               # (B, D)
    kl = mean.square() + std.square() - 1 - logvar       # (B, D)
    return z, kl.sum(dim=1) / 2                          # (B, D), (B,)


def wrong_variance(mean, logvar, noise):
    """exp(logvar) is the variance: the noise is stretched by its root."""
    kl = mean.square() + logvar.exp() - 1 - logvar
    return mean + logvar.exp() * noise, kl.sum(dim=1) / 2


def wrong_logvar_as_std(mean, logvar, noise):
    """logvar may be negative and is no std yet: take exp of half of it."""
    kl = mean.square() + logvar.exp() - 1 - logvar
    return mean + logvar * noise, kl.sum(dim=1) / 2


def wrong_no_gradient(mean, logvar, noise):
    """Without gradients the encoder never learns how much to spread: it is
    noise that is a constant, not std."""
    std = (logvar.detach() / 2).exp()
    kl = mean.square() + logvar.exp() - 1 - logvar
    return mean + std * noise, kl.sum(dim=1) / 2


def wrong_own_noise(mean, logvar, noise):
    """You drew noise of your own: use the one given, so that a test can tell
    what z should be."""
    kl = mean.square() + logvar.exp() - 1 - logvar
    noise = torch.randn_like(mean)
    return mean + (logvar / 2).exp() * noise, kl.sum(dim=1) / 2


def wrong_no_noise(mean, logvar, noise):
    """z is always the mean: without noise the decoder never learns what lies
    around it."""
    kl = mean.square() + logvar.exp() - 1 - logvar
    return mean, kl.sum(dim=1) / 2


def wrong_mean_over_features(mean, logvar, noise):
    """The costs of the D numbers add up: sum, not mean."""
    std = (logvar / 2).exp()
    kl = mean.square() + logvar.exp() - 1 - logvar
    return mean + std * noise, kl.mean(dim=1) / 2


def wrong_one_number(mean, logvar, noise):
    """Each sample has a cost of its own: sum over dim 1 only."""
    std = (logvar / 2).exp()
    kl = mean.square() + logvar.exp() - 1 - logvar
    return mean + std * noise, kl.sum() / 2


def wrong_sign(mean, logvar, noise):
    """A divergence is never negative: this is its opposite."""
    std = (logvar / 2).exp()
    kl = 1 + logvar - mean.square() - logvar.exp()
    return mean + std * noise, kl.sum(dim=1) / 2


def wrong_twice(mean, logvar, noise):
    """The half in front of the divergence is missing."""
    std = (logvar / 2).exp()
    kl = mean.square() + logvar.exp() - 1 - logvar
    return mean + std * noise, kl.sum(dim=1)


def wrong_mean_not_squared(mean, logvar, noise):
    """A mean costs its square, whichever side of 0 it is on."""
    std = (logvar / 2).exp()
    kl = mean + logvar.exp() - 1 - logvar
    return mean + std * noise, kl.sum(dim=1) / 2


def check(reparameterize):
    for B, D in [(1, 2), (2, 3), (4, 1)]:
        torch.manual_seed(D)
        mean, logvar, noise = torch.randn(3, B, D)
        given = mean.clone(), logvar.clone(), noise.clone()
        given[1].requires_grad_()
        z, kl = reparameterize(*given)
        assert z.shape == (B, D), "the sample has shape (B, D)"
        assert kl.shape == (B,), "there is one cost for each sample, (B,)"
        spread = Normal(mean, logvar.exp().sqrt())
        wanted = spread.loc + spread.scale * noise
        assert torch.allclose(z, wanted, atol=1e-6), "z is mean + std * noise"
        normal = Normal(torch.zeros(B, D), torch.ones(B, D))
        wanted = kl_divergence(spread, normal).sum(dim=1)
        assert torch.allclose(kl, wanted, atol=1e-6), "equal to torch's own KL"
        assert z.requires_grad == True, "through z, gradients reach logvar"


def main():
    B, D = 4, 6
    mean = torch.randn(B, D)                             # (B, D)
    logvar = torch.randn(B, D)                           # (B, D)
    noise = torch.randn(B, D)                            # (B, D)
    z, kl = reparameterize(mean, logvar, noise)          # (B, D), (B,)
    print(f"z {tuple(z.shape)}, costs {[round(one.item(), 2) for one in kl]}")
    check(reparameterize)


if __name__ == "__main__":
    main()
