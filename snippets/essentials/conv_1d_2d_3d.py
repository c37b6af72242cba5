"""Pick Conv1d, Conv2d or Conv3d by how many axes follow the channels."""

import torch
from torch import nn

DEVICE = torch.device("cpu")


def one_axis(B, C, D, T):
    wave = torch.rand(B, C, T, device=DEVICE)         # (B, C, T)
    conv = nn.Conv1d(C, D, kernel_size=3, padding=1)
    print(f"Conv1d weight {tuple(conv.weight.shape)}")
    return conv(wave)                                 # (B, D, T)


def two_axes(B, C, D, H, W):
    image = torch.rand(B, C, H, W, device=DEVICE)     # (B, C, H, W)
    conv = nn.Conv2d(C, D, kernel_size=3, padding=1)
    print(f"Conv2d weight {tuple(conv.weight.shape)}")
    return conv(image)                                # (B, D, H, W)


def three_axes(B, C, D, T, H, W):
    video = torch.rand(B, C, T, H, W, device=DEVICE)  # (B, C, T, H, W)
    conv = nn.Conv3d(C, D, kernel_size=3, padding=1)
    print(f"Conv3d weight {tuple(conv.weight.shape)}")
    return conv(video)                                # (B, D, T, H, W)


def mix_channels(x, D):
    """A 1x1 convolution is a Linear over the channels of every pixel."""
    B, C, H, W = x.shape                              # (B, C, H, W)
    conv = nn.Conv2d(C, D, kernel_size=1)
    linear = nn.Linear(C, D)
    linear.weight.data = conv.weight.flatten(1)       # (D, C)
    linear.bias.data = conv.bias                      # (D,)
    pixels = x.permute(0, 2, 3, 1)                    # (B, H, W, C)
    mixed = linear(pixels)                            # (B, H, W, D)
    mixed = mixed.permute(0, 3, 1, 2)                 # (B, D, H, W)
    torch.testing.assert_close(conv(x), mixed)
    return mixed                                      # (B, D, H, W)


def main():
    B, C, D, T, H, W = 4, 6, 17, 9, 14, 25
    one_axis(B, C, D, T)                              # (B, D, T)
    two_axes(B, C, D, H, W)                           # (B, D, H, W)
    three_axes(B, C, D, T, H, W)                      # (B, D, T, H, W)
    image = torch.rand(B, C, H, W, device=DEVICE)     # (B, C, H, W)
    mixed = mix_channels(image, D)                    # (B, D, H, W)
    try:
        nn.Conv2d(C, D, kernel_size=1)(mixed)
    except RuntimeError as error:
        print(error)


if __name__ == "__main__":
    main()
