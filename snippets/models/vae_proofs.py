"""Prove a VAE right, beyond "it trains", and catch its bugs."""

import math

import torch
from torch.distributions import Normal, kl_divergence
from torch.nn import functional as F

from promises import gap, report
from vae import VAE
from vae_bugs import BUGS

B, C, H, W, D = 5, 3, 8, 12, 4
NORMAL = Normal(0.0, 1.0)


def somewhere(n=B):
    """Means and logvars (n, D), no two of them alike."""
    return torch.randn(n, D), torch.randn(n, D)


def kl_is_torchs(model):
    mean, logvar = somewhere()
    theirs = kl_divergence(Normal(mean, logvar.exp().sqrt()), NORMAL)
    zero = torch.zeros(B, D)
    gap(model.kl(zero, zero), zero[:, 0], "the KL of N(0, 1) from itself")
    return gap(model.kl(mean, logvar), theirs.sum(dim=1), "torch's own KL")


def draws_are_as_asked(model):
    mean, logvar = (one.expand(100_000, D) for one in somewhere(1))
    z = model.draw(mean, logvar)
    off = (z.mean(dim=0) - mean[0]).abs().max()
    assert off < 0.03, f"the mean of many draws is off by {off:.2g}"
    ratio = (z.var(dim=0) / logvar[0].exp()).tolist()
    assert 0.97 < min(ratio) and max(ratio) < 1.03, (
        f"their variance is {min(ratio):.2f} to {max(ratio):.2f} of the asked")
    return f"the mean of {len(z):,} draws is off by {off:.3f}"


def draws_differ(model):
    zero = torch.zeros(B, D)
    noises = len(model.draw(zero, zero).unique(dim=0))
    assert noises == B, f"different noises for {B} images: {noises}"
    return f"different noises for {B} images: {noises}"


def draws_pass_gradients(model):
    mean, logvar = (one.requires_grad_() for one in somewhere())
    z = model.draw(mean, logvar)
    assert z.requires_grad, "no gradient comes back through a draw"
    z.sum().backward()
    gap(mean.grad, torch.ones(B, D), "the gradient of the mean")
    return gap(logvar.grad, (z - mean) / 2, "the gradient of the logvar")


def decoder_is_a_transpose(model):
    """With M the matrix of a convolution, what goes back is M transposed."""
    up, dots = model.back_1, torch.eye(C * H * W).view(-1, C, H, W)
    down = F.conv2d(dots, up.weight, stride=2, padding=1)
    M, z = down.flatten(1).T, torch.randn(B, *down.shape[1:])
    mine = up(z) - up.bias[:, None, None]
    back = (z.flatten(1) @ M).view(B, C, H, W)
    return gap(mine, back, "ConvTranspose2d and a transposed matrix")


def elbo_is_a_bound(model):
    """Draw often from q(z|x), weigh each draw, and estimate log p(x)."""
    model.to_z.weight.data *= 15
    x = torch.rand(1, C, H, W)
    mean, logvar = model.encode(x)
    q = Normal(mean, (logvar / 2).exp())
    z = q.sample((20_000,))[:, 0]
    p = Normal(model.decode(z), model.spread.exp())
    weights = p.log_prob(x).sum(dim=(1, 2, 3)) + NORMAL.log_prob(z).sum(dim=1)
    weights = weights - q.log_prob(z).sum(dim=1)
    wanted = weights.logsumexp(dim=0) - math.log(len(z))
    elbo = -model.loss(x.expand(2000, C, H, W))
    assert elbo < wanted, f"ELBO {elbo:.2f} is above log p(x) {wanted:.2f}"
    return f"ELBO {elbo:.2f}, below log p(x) {wanted:.2f}"


def eval_draws_nothing(model):
    x, model = torch.rand(B, C, H, W), model.eval()
    gap(model(x)[0], model(x)[0], "an image, twice in eval,")
    alone = model(x[:1])[0]
    return gap(alone, model(x)[0][:1], "an image alone and in a batch")


def every_parameter_learns(model):
    model.loss(torch.rand(B, C, H, W)).backward()
    for name, one in model.named_parameters():
        assert one.grad is not None and one.grad.any(), f"{name} has none"
    return f"{len(list(model.parameters()))} of them have a gradient"


PROOFS = (elbo_is_a_bound, kl_is_torchs, draws_differ, draws_are_as_asked,
          draws_pass_gradients, decoder_is_a_transpose, eval_draws_nothing,
          every_parameter_learns)


def built():
    return VAE(C, H, W, 6, D)


def main():
    report(built, PROOFS, BUGS)


if __name__ == "__main__":
    main()
