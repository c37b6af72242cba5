"""Build the UNet of a diffusion model, which hears the time and the class.

Olaf Ronneberger, Philipp Fischer, Thomas Brox, U-Net: Convolutional Networks
for Biomedical Image Segmentation, 2015; Jonathan Ho, Ajay Jain, Pieter Abbeel,
Denoising Diffusion Probabilistic Models, 2020. Simplified: one block at each
size, no attention, no dropout.
"""

import torch
from torch import nn
from torch.nn import functional as F

DEVICE = torch.device("cpu")


def waves(t, D):
    """Turn times t (B,), from 0 to 1, into cosines and sines (B, D)."""
    B, = t.shape                                  # (B,)
    half = D // 2
    place = torch.arange(half, device=t.device)   # (half,)
    speed = 1000 * 1e4 ** (-place / half)         # (half,)
    angle = t[:, None] * speed                    # (B, half)
    both = angle.cos(), angle.sin()               # each (B, half)
    return torch.cat(both, dim=-1)                # (B, 2*half)


class ResBlock(nn.Module):
    """Tell an image (B, C, H, W) what emb (B, E) says: (B, D, H, W)."""

    def __init__(self, C, D, E):
        super().__init__()
        self.norm_1 = nn.GroupNorm(8, C)
        self.conv_1 = nn.Conv2d(C, D, 3, padding=1)
        self.tell = nn.Linear(E, D)
        self.norm_2 = nn.GroupNorm(8, D)
        self.conv_2 = nn.Conv2d(D, D, 3, padding=1)
        self.shortcut = nn.Conv2d(C, D, 1)

    def forward(self, x, emb):
        B, C, H, W = x.shape                      # (B, C, H, W)
        h = F.silu(self.norm_1(x))                # (B, C, H, W)
        h = self.conv_1(h)                        # (B, D, H, W)
        told = self.tell(F.silu(emb))             # (B, D)
        h = h + told[:, :, None, None]            # (B, D, H, W)
        h = F.silu(self.norm_2(h))                # (B, D, H, W)
        h = self.conv_2(h)                        # (B, D, H, W)
        return self.shortcut(x) + h               # (B, D, H, W)


class UNet(nn.Module):
    """Images (B, C, H, W), times t (B,) and labels (B,): (B, C, H, W).

    Labels are from 0 to K, and K stands for no class. Any H and W will do;
    the comments are about those that 4 divides.
    """

    def __init__(self, C, dim, K):
        super().__init__()
        self.dim, E = dim, 4 * dim
        self.time = nn.Sequential(
            nn.Linear(dim, E), nn.SiLU(), nn.Linear(E, E))
        self.label = nn.Embedding(K + 1, E)
        self.enter = nn.Conv2d(C, dim, 3, padding=1)
        self.down_1 = ResBlock(dim, dim, E)
        self.halve_1 = nn.Conv2d(dim, dim, 3, stride=2, padding=1)
        self.down_2 = ResBlock(dim, 2 * dim, E)
        self.halve_2 = nn.Conv2d(2 * dim, 2 * dim, 3, stride=2, padding=1)
        self.lowest = ResBlock(2 * dim, 2 * dim, E)
        self.up_2 = ResBlock(4 * dim, 2 * dim, E)
        self.up_1 = ResBlock(3 * dim, dim, E)
        self.norm = nn.GroupNorm(8, dim)
        self.leave = nn.Conv2d(dim, C, 3, padding=1)

    def embed(self, t, label):
        """One vector (B, 4*dim) for the time and the class of each sample."""
        B, dim = len(t), self.dim
        h = waves(t, dim).to(self.label.weight)   # (B, dim)
        return self.time(h) + self.label(label)   # (B, 4*dim)

    def join(self, x, skip):
        """Double x, and put its channels before those of the skip."""
        B, D, h, w = x.shape                      # (B, D, h, w)
        B, C, H, W = skip.shape                   # (B, C, H, W)
        x = F.interpolate(x, size=(H, W))         # (B, D, H, W)
        return torch.cat([x, skip], dim=1)        # (B, D+C, H, W)

    def forward(self, x, t, label):
        B, C, H, W = x.shape                      # (B, C, H, W)
        emb = self.embed(t, label)                # (B, 4*dim)
        fine = self.down_1(self.enter(x), emb)    # (B, dim, H, W)
        h = self.halve_1(fine)                    # (B, dim, H/2, W/2)
        coarse = self.down_2(h, emb)              # (B, 2*dim, H/2, W/2)
        h = self.halve_2(coarse)                  # (B, 2*dim, H/4, W/4)
        h = self.lowest(h, emb)                   # (B, 2*dim, H/4, W/4)
        h = self.join(h, coarse)                  # (B, 4*dim, H/2, W/2)
        h = self.up_2(h, emb)                     # (B, 2*dim, H/2, W/2)
        h = self.join(h, fine)                    # (B, 3*dim, H, W)
        h = self.up_1(h, emb)                     # (B, dim, H, W)
        return self.leave(F.silu(self.norm(h)))   # (B, C, H, W)


def main():
    B, C, H, W, dim, K = 2, 3, 24, 40, 16, 10
    model = UNet(C, dim, K).to(DEVICE)
    x = torch.rand(B, C, H, W, device=DEVICE)     # (B, C, H, W)
    t = torch.rand(B, device=DEVICE)              # (B,)
    label = torch.randint(K, (B,), device=DEVICE) # (B,)
    y = model(x, t, label)                        # (B, C, H, W)
    print(f"in {tuple(x.shape)}, out {tuple(y.shape)}")
    print(f"{sum(p.numel() for p in model.parameters()):,} numbers to learn")


if __name__ == "__main__":
    main()
