"""Size a convolution with three rules instead of the full formula."""

import torch
from torch import nn

DEVICE = torch.device("cpu")


def keep(x, k, D):
    """Rule 1: an odd kernel and padding (k-1)//2 keep H and W."""
    B, C, H, W = x.shape                              # (B, C, H, W)
    conv = nn.Conv2d(C, D, k, padding=(k - 1) // 2)
    return conv(x)                                    # (B, D, H, W)


def divide(x, n, D):
    """Rule 2: with that padding, stride n divides H and W by n."""
    B, C, H, W = x.shape                              # (B, C, H, W)
    conv = nn.Conv2d(C, D, kernel_size=3, stride=n, padding=1)
    return conv(x)                                    # (B, D, H/n, W/n)


def patches(x, ps, D):
    """Rule 3: kernel = stride, no padding, cuts the image into patches."""
    B, C, H, W = x.shape                              # (B, C, H, W)
    conv = nn.Conv2d(C, D, kernel_size=ps, stride=ps)
    return conv(x)                                    # (B, D, H/ps, W/ps)


def main():
    B, C, D, H, W = 9, 10, 28, 32, 48
    x = torch.rand(B, C, H, W, device=DEVICE)         # (B, C, H, W)
    print(f"x                 {tuple(x.shape)}")
    for k in (3, 5, 7):
        out = keep(x, k, D)                           # (B, D, H, W)
        print(f"keep     k = {k}    {tuple(out.shape)}")
    for n in (2, 4):
        out = divide(x, n, D)                         # (B, D, H/n, W/n)
        print(f"divide   n = {n}    {tuple(out.shape)}")
    for ps in (8, 16):
        out = patches(x, ps, D)                       # (B, D, H/ps, W/ps)
        print(f"patches  ps = {ps:<3} {tuple(out.shape)}")


if __name__ == "__main__":
    main()
