"""Halve an image with Conv2d and double it with ConvTranspose2d."""

import torch
from torch import nn

DEVICE = torch.device("cpu")


def down(x):
    B, C, H, W = x.shape                          # (B, C, H, W)
    k3 = nn.Conv2d(C, C, kernel_size=3, stride=2, padding=1)
    return k3(x)                                  # (B, C, H/2, W/2)


def up(x):
    B, C, H, W = x.shape                          # (B, C, H, W)
    k2 = nn.ConvTranspose2d(C, C, kernel_size=2, stride=2)
    k4 = nn.ConvTranspose2d(C, C, kernel_size=4, stride=2, padding=1)
    k3 = nn.ConvTranspose2d(C, C, kernel_size=3, stride=2, padding=1)
    fixed = nn.ConvTranspose2d(C, C, 3, 2, padding=1, output_padding=1)
    k3(x)                                         # (B, C, 2*H-1, 2*W-1)
    fixed(x)                                      # (B, C, 2*H, 2*W)
    nn.Upsample(scale_factor=2)(x)                # (B, C, 2*H, 2*W)
    k4(x)                                         # (B, C, 2*H, 2*W)
    return k2(x)                                  # (B, C, 2*H, 2*W)


def conv_cannot_grow(x):
    """Stride 1 is the smallest there is."""
    B, C, H, W = x.shape                          # (B, C, H, W)
    try:
        nn.Conv2d(C, C, kernel_size=3, stride=0)(x)
    except RuntimeError as error:
        print(f"stride 0: {error}")


def odd_size_and_back():
    x = torch.rand(4, 5, 20, 127, device=DEVICE)  # (4, 5, 20, 127)
    half = nn.Conv2d(5, 5, 3, 2, padding=1)
    double = nn.ConvTranspose2d(5, 5, 2, 2)
    h = half(x)                                   # (4, 5, 10, 64)
    h = double(h)                                 # (4, 5, 20, 128)
    try:
        torch.cat([x, h], dim=1)
    except RuntimeError as error:
        print(error)


def main():
    B, C, H, W = 6, 11, 20, 26
    x = torch.rand(B, C, H, W, device=DEVICE)     # (B, C, H, W)
    half = down(x)                                # (B, C, H/2, W/2)
    back = up(half)                               # (B, C, H, W)
    print(f"{tuple(x.shape)} {tuple(half.shape)} {tuple(back.shape)}")
    conv_cannot_grow(x)
    odd_size_and_back()


if __name__ == "__main__":
    main()
