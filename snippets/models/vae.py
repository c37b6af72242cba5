"""Squeeze images into a few numbers that can be drawn at random, and back.

Diederik P. Kingma, Max Welling, Auto-Encoding Variational Bayes, 2013.
Simplified: one draw of z for each image, and one spread for all pixels, which
is learned. Both networks are convolutional, where theirs were MLPs.
"""

import torch
from torch import nn
from torch.distributions import Normal
from torch.nn import functional as F

DEVICE = torch.device("cpu")


class VAE(nn.Module):
    """Images (B, C, H, W) to D numbers and back; H and W divisible by 4."""

    def __init__(self, C, H, W, dim, D):
        super().__init__()
        if H % 4 or W % 4:
            raise ValueError(f"4 must divide both of {H} x {W}")
        self.dim, self.D, self.h, self.w = dim, D, H // 4, W // 4
        self.conv_1 = nn.Conv2d(C, dim, 4, stride=2, padding=1)
        self.conv_2 = nn.Conv2d(dim, 2 * dim, 4, stride=2, padding=1)
        self.to_z = nn.Linear(2 * dim * self.h * self.w, 2 * D)
        self.from_z = nn.Linear(D, 2 * dim * self.h * self.w)
        self.back_2 = nn.ConvTranspose2d(2 * dim, dim, 4, 2, padding=1)
        self.back_1 = nn.ConvTranspose2d(dim, C, 4, 2, padding=1)
        self.spread = nn.Parameter(torch.zeros(()))  # ()

    def encode(self, x):
        """Where z may be: each number's mean, and the log of its variance."""
        B, C, H, W = x.shape                      # (B, C, H, W)
        h = F.silu(self.conv_1(x))                # (B, dim, H/2, W/2)
        h = F.silu(self.conv_2(h))                # (B, 2*dim, H/4, W/4)
        h = self.to_z(h.flatten(1))               # (B, 2*D)
        mean, logvar = h.chunk(2, dim=1)          # each (B, D)
        return mean, logvar                       # each (B, D)

    def draw(self, mean, logvar):
        """One z (B, D) from there; gradients reach the mean and the logvar."""
        B, D = mean.shape                         # (B, D)
        noise = torch.randn_like(mean)            # (B, D)
        std = (logvar / 2).exp()                  # (B, D)
        return mean + std * noise                 # (B, D)

    def decode(self, z):
        """From z (B, D) to the ink of each pixel, between 0 and 1."""
        B, D = z.shape                            # (B, D)
        h, w = self.h, self.w
        x = F.silu(self.from_z(z))                # (B, 2*dim*h*w)
        x = x.reshape(B, -1, h, w)                # (B, 2*dim, h, w)
        x = F.silu(self.back_2(x))                # (B, dim, 2*h, 2*w)
        x = self.back_1(x)                        # (B, C, 4*h, 4*w)
        return x.sigmoid()                        # (B, C, 4*h, 4*w)

    def forward(self, x):
        """What comes back (B, C, H, W), from which mean and logvar (B, D)."""
        B, C, H, W = x.shape                      # (B, C, H, W)
        mean, logvar = self.encode(x)             # each (B, D)
        z = mean                                  # (B, D)
        if self.training:
            z = self.draw(mean, logvar)           # (B, D)
        y = self.decode(z)                        # (B, C, H, W)
        return y, mean, logvar                    # (B, C, H, W), (B, D), (B, D)

    def kl(self, mean, logvar):
        """How far each image's z is from N(0, 1): (B,), and never below 0."""
        B, D = mean.shape                         # (B, D)
        each = mean ** 2 + logvar.exp()           # (B, D)
        each = (each - 1 - logvar) / 2            # (B, D)
        return each.sum(dim=1)                    # (B,)

    def loss(self, x):
        """Minus the ELBO: the chance of x given z, and what z costs."""
        B, C, H, W = x.shape                      # (B, C, H, W)
        y, mean, logvar = self(x)                 # (B, C, H, W), (B, D), (B, D)
        pixels = Normal(y, self.spread.exp(), validate_args=False)
        told = pixels.log_prob(x)                 # (B, C, H, W)
        told = told.sum(dim=(1, 2, 3))            # (B,)
        return (self.kl(mean, logvar) - told).mean()  # ()


def main():
    B, C, H, W, dim, D = 2, 3, 20, 28, 8, 6
    model = VAE(C, H, W, dim, D).to(DEVICE)
    x = torch.rand(B, C, H, W, device=DEVICE)     # (B, C, H, W)
    y, mean, logvar = model(x)                    # (B, C, H, W), (B, D), (B, D)
    loss = model.loss(x)                          # ()
    z = torch.randn(B, D, device=DEVICE)          # (B, D)
    drawn = model.decode(z)                       # (B, C, H, W)
    print(f"in {tuple(x.shape)}, out {tuple(y.shape)}")
    print(f"mean {tuple(mean.shape)}, logvar {tuple(logvar.shape)}")
    print(f"loss {tuple(loss.shape)}, drawn {tuple(drawn.shape)}")


if __name__ == "__main__":
    main()
