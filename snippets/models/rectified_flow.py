"""Train a model to carry noise to images along straight lines, and walk them.

Xingchao Liu, Chengyue Gong, Qiang Liu, Flow Straight and Fast: Learning to
Generate and Transfer Data with Rectified Flow, 2022; the guidance is Jonathan
Ho's and Tim Salimans's, Classifier-Free Diffusion Guidance, 2022. Simplified:
no second round of training on its own pairs ("reflow").
"""

import torch
from torch import nn
from torch.nn import functional as F

from unet import UNet

DEVICE = torch.device("cpu")


def euler(field, x, t, dt):
    """One step of length dt: ask at its beginning where to go."""
    return x + dt * field(x, t)


def midpoint(field, x, t, dt):
    """One step of length dt: ask at its middle. Twice the questions."""
    middle = euler(field, x, t, dt / 2)
    return x + dt * field(middle, t + dt / 2)


class RectifiedFlow(nn.Module):
    """From noise at t = 0 to images at t = 1. Its forward pass is the loss."""

    def __init__(self, C, dim, K):
        super().__init__()
        self.K = K
        self.unet = UNet(C, dim, K)

    def times(self, images):
        """A time from 0 to 1 for each image (B, C, H, W): (B,)."""
        B, C, H, W = images.shape                      # (B, C, H, W)
        t = torch.rand(B, device=images.device)        # (B,)
        return t.to(images.dtype)                      # (B,)

    def between(self, noise, images, t):
        """Where a straight line from noise to images is at times t (B,)."""
        B, C, H, W = images.shape                      # (B, C, H, W)
        t = t[:, None, None, None]                     # (B, 1, 1, 1)
        return (1 - t) * noise + t * images            # (B, C, H, W)

    def target(self, noise, images):
        """The velocity on that line: the same all the way."""
        B, C, H, W = images.shape                      # (B, C, H, W)
        return images - noise                          # (B, C, H, W)

    def forward(self, images, labels):
        """Images (B, C, H, W) and labels (B,) below K: the loss, ()."""
        B, C, H, W = images.shape                      # (B, C, H, W)
        noise = torch.randn_like(images)               # (B, C, H, W)
        t = self.times(images)                         # (B,)
        x = self.between(noise, images, t)             # (B, C, H, W)
        hidden = torch.rand_like(t) < 0.1              # (B,)
        labels = labels.masked_fill(hidden, self.K)    # (B,)
        velocity = self.unet(x, t, labels)             # (B, C, H, W)
        wanted = self.target(noise, images)            # (B, C, H, W)
        return F.mse_loss(velocity, wanted)            # ()

    def guided(self, x, t, labels, scale):
        """Go `scale` times as far from "no class" towards the asked class."""
        B, C, H, W = x.shape                           # (B, C, H, W)
        nothing = torch.full_like(labels, self.K)      # (B,)
        plain = self.unet(x, t, nothing)               # (B, C, H, W)
        asked = self.unet(x, t, labels)                # (B, C, H, W)
        return plain + scale * (asked - plain)         # (B, C, H, W)

    def walk(self, field, x, steps, step=euler):
        """Carry x (B, C, H, W) from t = 0 to t = 1 along field(x, t)."""
        B, C, H, W = x.shape                           # (B, C, H, W)
        for n in range(steps):
            t = x.new_full((B,), n / steps)            # (B,)
            x = step(field, x, t, 1 / steps)           # (B, C, H, W)
        return x                                       # (B, C, H, W)

    @torch.no_grad()
    def sample(self, noise, labels, steps, scale=1.0, step=euler):
        """Turn noise (B, C, H, W) into images of the classes labels (B,)."""
        B, C, H, W = noise.shape                       # (B, C, H, W)
        def field(x, t): return self.guided(x, t, labels, scale)
        return self.walk(field, noise, steps, step)    # (B, C, H, W)


def main():
    B, C, H, W, dim, K = 2, 3, 12, 20, 8, 10
    model = RectifiedFlow(C, dim, K).to(DEVICE)
    images = torch.rand(B, C, H, W, device=DEVICE)     # (B, C, H, W)
    labels = torch.randint(K, (B,), device=DEVICE)     # (B,)
    loss = model(images, labels)                       # ()
    noise = torch.randn_like(images)                   # (B, C, H, W)
    made = model.sample(noise, labels, steps=4)        # (B, C, H, W)
    print(f"images {tuple(images.shape)}, loss {tuple(loss.shape)}")
    print(f"noise {tuple(noise.shape)}, made {tuple(made.shape)}")


if __name__ == "__main__":
    main()
