"""Choose the norm that fits an image, and read what the others say."""

import torch
from torch import nn

DEVICE = torch.device("cpu")


def channels_last_and_back(x):
    """LayerNorm over the channels of each pixel."""
    B, C, H, W = x.shape                          # (B, C, H, W)
    norm = nn.LayerNorm(C)
    x = x.permute(0, 2, 3, 1)                     # (B, H, W, C)
    x = norm(x)                                   # (B, H, W, C)
    return x.permute(0, 3, 1, 2)                  # (B, C, H, W)


def try_norm(norm, x):
    try:
        norm(x)
    except (RuntimeError, ValueError) as error:
        print(f"{type(norm).__name__}: {error}")


def running(x):
    B, C, H, W = x.shape                          # (B, C, H, W)
    norm = nn.BatchNorm2d(C, momentum=0.1)
    norm(x)                                       # (B, C, H, W)
    mean = x.mean(dim=(0, 2, 3))                  # (C,)
    torch.testing.assert_close(norm.running_mean, 0.1 * mean)
    norm.eval()
    alone, together = norm(x[:1]), norm(x)[:1]    # each (1, C, H, W)
    torch.testing.assert_close(alone, together)
    for name, buffer in norm.named_buffers():
        print(f"buffer {name} {tuple(buffer.shape)}")


def main():
    B, C, H, W = 8, 12, 14, 20
    x = torch.rand(B, C, H, W, device=DEVICE)     # (B, C, H, W)
    y = channels_last_and_back(x)                 # (B, C, H, W)
    mean = y.mean(dim=1).abs().max().item()
    print(f"LayerNorm over channels, largest mean {mean:.0e}")
    running(x)
    try_norm(nn.LayerNorm(C), x)
    try_norm(nn.BatchNorm2d(C + 4), x)
    try_norm(nn.BatchNorm1d(C), x)
    try_norm(nn.GroupNorm(4, C + 4), x)


if __name__ == "__main__":
    main()
