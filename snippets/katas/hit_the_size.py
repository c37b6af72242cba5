"""Choose kernel, stride and padding so that a size comes out as asked.

You meet it in every UNet and VAE: one layer keeps the size, one halves it, one
doubles it, and they have to fit together.
"""

import torch
from torch import nn

MINUTES = 8
HINTS = (
    "An odd kernel k reaches (k - 1) / 2 pixels to each side: pad that much.",
    "Stride 2 halves, with the same kernel and padding. Conv2d can't grow.",
    "nn.ConvTranspose2d(C, D, kernel_size=2, stride=2) doubles H and W.",
)


class Sizes(nn.Module):
    """Give x (B, C, H, W) in three sizes, all with D channels; H, W are even.

    Return (B, D, H, W), (B, D, H/2, W/2) and (B, D, 2*H, 2*W), in this order.
    Each number of the first two looks at k x k pixels of x; k is odd.
    """

    def __init__(self, C, D, k):
        super().__init__()
        self.keep = nn.Conv2d(C, D, k, padding=k // 2)
        self.halve = nn.Conv2d(C, D, k, stride=2, padding=k // 2)
        self.grow = nn.ConvTranspose2d(C, D, 2, stride=2)

    def forward(self, x):
        B, C, H, W = x.shape         # (B, C, H, W)
        same = self.keep(x)          # (B, D, H, W)
        half = self.halve(x)         # (B, D, H/2, W/2)
        double = self.grow(x)        # (B, D, 2*H, 2*W)
        return same, half, double


class wrong_no_padding(nn.Module):
    """Without padding a kernel k costs k - 1 rows and k - 1 columns: pad."""

    def __init__(self, C, D, k):
        super().__init__()
        self.keep = nn.Conv2d(C, D, k)
        self.halve = nn.Conv2d(C, D, k, stride=2)
        self.grow = nn.ConvTranspose2d(C, D, 2, stride=2)

    def forward(self, x):
        return self.keep(x), self.halve(x), self.grow(x)


class wrong_padding_of_one(nn.Module):
    """Padding 1 is right for k = 3 alone: a larger kernel needs more."""

    def __init__(self, C, D, k):
        super().__init__()
        self.keep = nn.Conv2d(C, D, k, padding=1)
        self.halve = nn.Conv2d(C, D, k, stride=2, padding=1)
        self.grow = nn.ConvTranspose2d(C, D, 2, stride=2)

    def forward(self, x):
        return self.keep(x), self.halve(x), self.grow(x)


class wrong_too_much_padding(nn.Module):
    """k - 1 is the padding of both sides together: Conv2d adds it twice."""

    def __init__(self, C, D, k):
        super().__init__()
        self.keep = nn.Conv2d(C, D, k, padding=k - 1)
        self.halve = nn.Conv2d(C, D, k, stride=2, padding=k - 1)
        self.grow = nn.ConvTranspose2d(C, D, 2, stride=2)

    def forward(self, x):
        return self.keep(x), self.halve(x), self.grow(x)


class wrong_kernel_of_two(nn.Module):
    """The half size is right, but a kernel of 2 looks at 2 x 2 pixels only."""

    def __init__(self, C, D, k):
        super().__init__()
        self.keep = nn.Conv2d(C, D, k, padding=k // 2)
        self.halve = nn.Conv2d(C, D, 2, stride=2)
        self.grow = nn.ConvTranspose2d(C, D, 2, stride=2)

    def forward(self, x):
        return self.keep(x), self.halve(x), self.grow(x)


class wrong_kernel_of_one(nn.Module):
    """The first size is right, but a kernel of 1 looks at no neighbours."""

    def __init__(self, C, D, k):
        super().__init__()
        self.keep = nn.Conv2d(C, D, 1)
        self.halve = nn.Conv2d(C, D, k, stride=2, padding=k // 2)
        self.grow = nn.ConvTranspose2d(C, D, 2, stride=2)

    def forward(self, x):
        return self.keep(x), self.halve(x), self.grow(x)


class wrong_one_short(nn.Module):
    """A transposed kernel of 3 with padding 1 gives 2*H - 1: take kernel 2
    without padding, or kernel 4 with padding 1."""

    def __init__(self, C, D, k):
        super().__init__()
        self.keep = nn.Conv2d(C, D, k, padding=k // 2)
        self.halve = nn.Conv2d(C, D, k, stride=2, padding=k // 2)
        self.grow = nn.ConvTranspose2d(C, D, 3, stride=2, padding=1)

    def forward(self, x):
        return self.keep(x), self.halve(x), self.grow(x)


class wrong_gaps(nn.Module):
    """The double size is right, but a kernel of 1 leaves pixels untouched
    between the strides: a kernel must be at least as wide as the stride."""

    def __init__(self, C, D, k):
        super().__init__()
        self.keep = nn.Conv2d(C, D, k, padding=k // 2)
        self.halve = nn.Conv2d(C, D, k, stride=2, padding=k // 2)
        self.grow = nn.ConvTranspose2d(C, D, 1, stride=2, output_padding=1)

    def forward(self, x):
        return self.keep(x), self.halve(x), self.grow(x)


class wrong_order(nn.Module):
    """The sizes are there in another order: same, half, double."""

    def __init__(self, C, D, k):
        super().__init__()
        self.keep = nn.Conv2d(C, D, k, padding=k // 2)
        self.halve = nn.Conv2d(C, D, k, stride=2, padding=k // 2)
        self.grow = nn.ConvTranspose2d(C, D, 2, stride=2)

    def forward(self, x):
        return self.halve(x), self.keep(x), self.grow(x)


def check(Sizes):
    for B, C, D, H, W, k in [(1, 1, 2, 6, 8, 3), (2, 3, 1, 10, 8, 5)]:
        torch.manual_seed(k)
        x = torch.randn(B, C, H, W, requires_grad=True)
        model = Sizes(C, D, k)
        same, half, double = model(x)
        assert same.shape == (B, D, H, W), "the first is (B, D, H, W)"
        assert half.shape == (B, D, H // 2, W // 2), "the next has half H and W"
        assert double.shape == (B, D, 2 * H, 2 * W), "the last has double H, W"

        around = list(range(4 - k // 2, 4 + k // 2 + 1))
        seen = torch.autograd.grad(same[-1, :, 4, 4].sum(), x)[0][-1]
        rows = seen.abs().sum(dim=(0, 2)).nonzero().flatten().tolist()
        columns = seen.abs().sum(dim=(0, 1)).nonzero().flatten().tolist()
        assert rows == around, "same[..., 4, 4] sees k rows of x around row 4"
        assert columns == around, "and k columns"
        seen = torch.autograd.grad(half[-1, :, 2, 2].sum(), x)[0][-1]
        rows = seen.abs().sum(dim=(0, 2)).nonzero().flatten().tolist()
        columns = seen.abs().sum(dim=(0, 1)).nonzero().flatten().tolist()
        assert rows == around, "half[..., 2, 2] sees the same rows"
        assert columns == around, "and the same columns"
        empty = (model(x + 1)[2] == double).sum().item()
        assert empty == 0, "no pixel of the last is left without x"
        for one in model.parameters():
            nn.init.ones_(one)
        ones, zeros = model(torch.ones_like(x)), model(torch.zeros_like(x))
        same = (ones[0] - zeros[0])[0, 0, 2, 2].item()
        half = (ones[1] - zeros[1])[0, 0, 2, 2].item()
        wanted = [C * k * k, C * k * k]
        assert [same, half] == wanted, "weights of 1 count the numbers seen"


def main():
    B, C, D, H, W = 5, 3, 11, 12, 16
    x = torch.rand(B, C, H, W)       # (B, C, H, W)
    for k in (3, 5):
        same, half, double = Sizes(C, D, k)(x)
        print(tuple(same.shape), tuple(half.shape), tuple(double.shape))
    check(Sizes)


if __name__ == "__main__":
    main()
