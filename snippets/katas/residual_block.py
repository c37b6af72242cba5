"""Build a residual block, with a shortcut that fits when the shape changes.

You meet it in ResNet, in the encoder of a VAE, and on both sides of a UNet.
"""

import torch
from torch import nn

MINUTES = 12
HINTS = (
    "What has to be true of two tensors before you can add them?",
    "A 1x1 convolution with the same stride changes C to D, H to H/stride.",
    "return (self.second(self.first(x).relu()) + self.shortcut(x)).relu()",
)


class ResidualBlock(nn.Module):
    """From (B, C, H, W) to (B, D, H/stride, W/stride), with a residual.

    relu(second(relu(first(x))) + shortcut(x)): first and second are 3x3
    convolutions, first has the stride. shortcut is a 1x1 convolution with the
    stride, or nn.Identity() where x can be added as it is.
    """

    def __init__(self, C, D, stride):
        super().__init__()
        self.first = nn.Conv2d(C, D, 3, stride=stride, padding=1)
        self.second = nn.Conv2d(D, D, 3, padding=1)
        self.shortcut = nn.Identity()
        if C != D or stride != 1:
            self.shortcut = nn.Conv2d(C, D, 1, stride=stride)

    def forward(self, x):
        B, C, H, W = x.shape              # (B, C, H, W)
        h = self.first(x).relu()          # (B, D, H/stride, W/stride)
        h = self.second(h)                # (B, D, H/stride, W/stride)
        h = h + self.shortcut(x)          # (B, D, H/stride, W/stride)
        return h.relu()                   # (B, D, H/stride, W/stride)


class wrong_no_residual(ResidualBlock):
    """Nothing brings x past the convolutions: add self.shortcut(x)."""

    def forward(self, x):
        h = self.first(x).relu()
        return self.second(h).relu()


class wrong_relu_too_early(ResidualBlock):
    """The sum comes first and then the ReLU: here it cuts off what the second
    convolution says, and the sum goes out with negative numbers."""

    def forward(self, x):
        h = self.first(x).relu()
        return self.second(h).relu() + self.shortcut(x)


class wrong_no_last_relu(ResidualBlock):
    """The sum goes out as it is: a ReLU comes after it."""

    def forward(self, x):
        h = self.first(x).relu()
        return self.second(h) + self.shortcut(x)


class wrong_linear(ResidualBlock):
    """Two convolutions in a row do no more than one larger: put a ReLU
    between them."""

    def forward(self, x):
        h = self.first(x)
        return (self.second(h) + self.shortcut(x)).relu()


class wrong_stride_on_both(ResidualBlock):
    """Both convolutions have the stride, so it counts twice: only first."""

    def __init__(self, C, D, stride):
        super().__init__(C, D, stride)
        self.second = nn.Conv2d(D, D, 3, stride=stride, padding=1)
        if stride != 1:
            self.shortcut = nn.Conv2d(C, D, 1, stride=stride * stride)


class wrong_no_stride_beside(ResidualBlock):
    """The shortcut has no stride, so its H and W are not those of the sum."""

    def __init__(self, C, D, stride):
        super().__init__(C, D, stride)
        if C != D:
            self.shortcut = nn.Conv2d(C, D, 1)


class wrong_shortcut_always(ResidualBlock):
    """Where the shape stays, x can be added as it is: a convolution there
    would change it."""

    def __init__(self, C, D, stride):
        super().__init__(C, D, stride)
        self.shortcut = nn.Conv2d(C, D, 1, stride=stride)


class wrong_joined(ResidualBlock):
    """cat puts the two side by side, with twice the channels: add them."""

    def forward(self, x):
        h = self.second(self.first(x).relu())
        return torch.cat([h, self.shortcut(x)], dim=1).relu()


class wrong_no_padding(ResidualBlock):
    """A 3x3 kernel without padding takes a pixel from each side: padding=1."""

    def __init__(self, C, D, stride):
        super().__init__(C, D, stride)
        self.first = nn.Conv2d(C, D, 3, stride=stride)


def check(ResidualBlock):
    for B, C, D, H, W, stride in [
        (1, 2, 2, 3, 4, 1), (2, 3, 2, 4, 3, 1), (1, 2, 3, 4, 6, 2),
        (2, 3, 3, 6, 4, 2),
    ]:
        torch.manual_seed(H)
        x = torch.randn(B, C, H, W)
        given = x.clone()
        block = ResidualBlock(C, D, stride)
        made = block(given)
        size = (B, D, H // stride, W // stride)
        assert made.shape == size, "the shape is (B, D, H/stride, W/stride)"
        assert given.equal(x), "the x that came in is not changed"
        beside = block.shortcut(x)
        assert beside.shape == size, "the shortcut makes a shape that fits"
        h = block.second(block.first(x).relu())
        wanted = (h + beside).relu()
        assert torch.allclose(made, wanted, atol=1e-6), (
            "branch plus shortcut, and then a ReLU")
        kernels = [block.first.weight.shape, block.second.weight.shape]
        asked = [(D, C, 3, 3), (D, D, 3, 3)]
        assert kernels == asked, "first and second are 3x3"
        learned = [one.shape for one in block.shortcut.parameters()][:1]
        asked = [(D, C, 1, 1)] * (C != D or stride != 1)
        assert learned == asked, "the shortcut is 1x1, and only where needed"


def main():
    B, C, D, H, W = 2, 5, 11, 12, 16
    x = torch.rand(B, C, H, W)            # (B, C, H, W)
    down = ResidualBlock(C, D, stride=2)
    h = down(x)                           # (B, D, H/2, W/2)
    same = ResidualBlock(D, D, stride=1)
    y = same(h)                           # (B, D, H/2, W/2)
    print(f"{tuple(x.shape)}, {tuple(h.shape)}, {tuple(y.shape)}")
    check(ResidualBlock)


if __name__ == "__main__":
    main()
