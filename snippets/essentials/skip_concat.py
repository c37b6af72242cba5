"""Bring a UNet's skip back in: same height and width, channels side by side."""

import torch
from torch import nn
from torch.nn import functional as F

DEVICE = torch.device("cpu")


class SkipConcat(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.down = nn.Conv2d(dim, 2 * dim, 2, stride=2)
        self.up = nn.ConvTranspose2d(2 * dim, dim, 2, stride=2)
        self.mix = nn.Conv2d(2 * dim, dim, 3, padding=1)

    def forward(self, x):
        B, C, H, W = x.shape                    # (B, C, H, W)
        h = self.down(x)                        # (B, 2*C, H/2, W/2)
        h = self.up(h)                          # (B, C, H, W)
        h = torch.cat([h, x], dim=1)            # (B, 2*C, H, W)
        return self.mix(h)                      # (B, C, H, W)


def odd_height():
    B, C, H, W = 8, 32, 13, 18
    x = torch.rand(B, C, H, W, device=DEVICE)   # (B, C, H, W)
    h = F.max_pool2d(x, 2)                      # (B, C, H//2, W/2)
    h = F.interpolate(h, scale_factor=2)        # (B, C, 2*(H//2), W)
    try:
        torch.cat([h, x], dim=1)
    except RuntimeError as error:
        print(f"RuntimeError: {error}")

    h = F.interpolate(h, size=(H, W))           # (B, C, H, W)
    joined = torch.cat([h, x], dim=1)           # (B, 2*C, H, W)
    print(f"resized first {tuple(joined.shape)}")


def main():
    B, C, H, W = 8, 32, 12, 18
    x = torch.rand(B, C, H, W, device=DEVICE)   # (B, C, H, W)
    model = SkipConcat(C).to(DEVICE)
    y = model(x)                                # (B, C, H, W)
    print(f"in {tuple(x.shape)}, out {tuple(y.shape)}")
    odd_height()


if __name__ == "__main__":
    main()
