"""Build a residual network that classifies images of any height and width.

After He, Zhang, Ren and Sun, Deep Residual Learning for Image Recognition,
2015. Simplified: one block per width where they have two or more, and a first
convolution of 3 x 3 without pooling, as in their network for small images.
"""

import torch
from torch import nn

DEVICE = torch.device("cpu")


def conv_norm(in_ch, out_ch, kernel, stride=1):
    """A convolution and its norm, from (B, in_ch, H, W) to
    (B, out_ch, H/stride, W/stride). The norm brings the bias."""
    return nn.Sequential(
        nn.Conv2d(in_ch, out_ch, kernel, stride=stride,
                  padding=kernel // 2, bias=False),
        nn.BatchNorm2d(out_ch))


class Residual(nn.Module):
    """From (B, C, H, W) to (B, D, H/stride, W/stride): a shortcut, and what
    a branch of two convolutions adds to it."""

    def __init__(self, in_ch, D, stride=1):
        super().__init__()
        self.first = conv_norm(in_ch, D, 3, stride)
        self.second = conv_norm(D, D, 3)
        self.shortcut = nn.Identity()
        if in_ch != D or stride != 1:
            self.shortcut = conv_norm(in_ch, D, 1, stride)

    def forward(self, x):
        """s = stride"""
        B, C, H, W = x.shape       # (B, C, H, W)
        h = self.first(x)          # (B, D, H/s, W/s)
        h = h.relu()               # (B, D, H/s, W/s)
        h = self.second(h)         # (B, D, H/s, W/s)
        x = self.shortcut(x)       # (B, D, H/s, W/s)
        x = x + h                  # (B, D, H/s, W/s)
        return x.relu()            # (B, D, H/s, W/s)


class CNN(nn.Module):
    """Scores (B, K) for images (B, C, H, W). D is the width of the first
    block; each of the other two halves the sides and doubles the width."""

    def __init__(self, in_ch=1, D=16, K=10):
        super().__init__()
        self.stem = conv_norm(in_ch, D, 3)
        self.block_1 = Residual(D, D)
        self.block_2 = Residual(D, 2 * D, stride=2)
        self.block_3 = Residual(2 * D, 4 * D, stride=2)
        self.head = nn.Linear(4 * D, K)

    def features(self, x):
        """What the blocks make of images (B, C, H, W): (B, 4*D, H/4, W/4)."""
        B, C, H, W = x.shape       # (B, C, H, W)
        x = self.stem(x).relu()    # (B, D, H, W)
        x = self.block_1(x)        # (B, D, H, W)
        x = self.block_2(x)        # (B, 2*D, H/2, W/2)
        return self.block_3(x)     # (B, 4*D, H/4, W/4)

    def forward(self, x):
        B, C, H, W = x.shape       # (B, C, H, W)
        x = self.features(x)       # (B, 4*D, H/4, W/4)
        x = x.mean(dim=(2, 3))     # (B, 4*D)
        return self.head(x)        # (B, K)


def main():
    B, C, D, H, W, K = 2, 3, 6, 20, 28, 10
    images = torch.rand(B, C, H, W, device=DEVICE)   # (B, C, H, W)
    model = CNN(in_ch=C, D=D, K=K).to(DEVICE)
    features = model.features(images)                # (B, 4*D, H/4, W/4)
    scores = model(images)                           # (B, K)
    print(f"images   {tuple(images.shape)}")
    print(f"features {tuple(features.shape)}")
    print(f"scores   {tuple(scores.shape)}")
    print(f"{sum(p.numel() for p in model.parameters())} parameters")


if __name__ == "__main__":
    main()
