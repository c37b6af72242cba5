"""The pixels are averaged and the KL is summed, so the KL wins.

A VAE's loss is a sum for each image: all its pixels, and all its latents. A
`mse_loss` divides the pixels by `C*H*W`; the KL keeps its full weight. The
encoder then says nothing, and every output is the same grey mean.

Fix: Sum over everything that belongs to one image, then average over the
batch, in both terms. If you want another balance, write it as a factor that
you can see.

Tempting: Average the KL over its latents too. Each term is then divided by a
number of its own, and the balance moves with the size of the images.

Check: Compare with the distributions themselves. How much worse a second
reconstruction is does not depend on how you wrote the loss.
"""

import torch
from torch.distributions import Normal, kl_divergence
from torch.nn import functional as F

PHASE = "loss"
SYMPTOM = "it trains, and the result is wrong"
MODELS = ("vae",)
SEE = ("losses-and-sampling", "reductions-and-math")


def kl_of(mu, logvar):
    B, D = mu.shape
    each = 0.5 * (mu**2 + logvar.exp() - 1 - logvar)    # (B, D)
    return each.sum(1).mean()                           # ()


def broken():
    def loss_of(image, out, mu, logvar):
        return F.mse_loss(out, image) + kl_of(mu, logvar)  # ()

    return loss_of


def fixed():
    def loss_of(image, out, mu, logvar):
        B, C, H, W = image.shape
        squares = (out - image).square()                # (B, C, H, W)
        pixels = 0.5 * squares.flatten(1).sum(1)        # (B,)
        return pixels.mean() + kl_of(mu, logvar)        # ()

    return loss_of


def check(loss_of):
    B, C, H, W, D = 2, 3, 8, 12, 5
    torch.manual_seed(0)
    image = torch.rand(B, C, H, W)                      # (B, C, H, W)
    out = torch.rand(B, C, H, W)                        # (B, C, H, W)
    mu = torch.randn(B, D)                              # (B, D)
    none = torch.zeros(B, D)                            # (B, D)
    best = Normal(image, 1).log_prob(image).sum() / B   # ()
    pixels = best - Normal(out, 1).log_prob(image).sum() / B  # ()
    kl = kl_divergence(Normal(mu, 1), Normal(0, 1)).sum() / B  # ()
    loss = loss_of(image, out, mu, none)                # ()
    told = f"{loss:.1f}, and {pixels:.1f} + {kl:.1f} is right"
    assert loss.allclose(pixels + kl), told


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
