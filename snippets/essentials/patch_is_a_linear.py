"""See that a patch convolution is one Linear, applied to every patch."""

import torch
from torch import nn

DEVICE = torch.device("cpu")


def by_linear(linear, image, ps):
    """
    D = linear.out_features
    P = H/ps * W/ps
    """
    B, C, H, W = image.shape                          # (B, C, H, W)
    cut = nn.Unfold(kernel_size=ps, stride=ps)
    patches = cut(image)                              # (B, C*ps*ps, P)
    patches = patches.transpose(1, 2)                 # (B, P, C*ps*ps)
    return linear(patches)                            # (B, P, D)


def same_weights(conv, C, D, ps):
    linear = nn.Linear(C * ps * ps, D)
    kernel = conv.weight.detach()                     # (D, C, ps, ps)
    linear.weight.data = kernel.flatten(1)            # (D, C*ps*ps)
    linear.bias.data = conv.bias.detach()             # (D,)
    return linear


def main():
    B, C, H, W, D, ps = 7, 3, 32, 40, 52, 8
    P = (H // ps) * (W // ps)
    image = torch.rand(B, C, H, W, device=DEVICE)     # (B, C, H, W)
    conv = nn.Conv2d(C, D, kernel_size=ps, stride=ps)
    linear = same_weights(conv, C, D, ps)
    tokens = conv(image).flatten(2).transpose(1, 2)   # (B, P, D)
    torch.testing.assert_close(by_linear(linear, image, ps), tokens)
    print(f"the same {P} tokens for each image")

    image[:, :, :ps, :ps] = 0                         # (B, C, ps, ps)
    edited = conv(image).flatten(2).transpose(1, 2)   # (B, P, D)
    changed = (edited != tokens).any(dim=2)           # (B, P)
    print(f"edit one patch: {changed[0].sum()} of {P} tokens change")


if __name__ == "__main__":
    main()
