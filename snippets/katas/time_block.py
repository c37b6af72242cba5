"""Build the block of a diffusion UNet: two convolutions that hear the time.

You meet it in DDPM and in Stable Diffusion, two or three times at each size of
the image.
"""

import torch
from torch import nn
from torch.nn import functional as F

MINUTES = 15
HINTS = (
    "Every pixel of a sample hears the same: which dims has its time not got?",
    "time(silu(t)) is (B, C); [:, :, None, None] lets it meet (B, C, H, W).",
    "x + conv_2(dropout(silu(norm_2(h)))), where h has heard the time.",
)


class TimeBlock(nn.Module):
    """Tell images x (B, C, H, W) their times t (B, T), and keep the shape.

    h is conv_1(silu(norm_1(x))), with time(silu(t)) added to each pixel.
    Return x + conv_2(dropout(silu(norm_2(h)))). Its parts keep these names:
    the norms are GroupNorms with as many groups as asked, the convolutions
    3x3, time is a Linear, and dropout drops with p.
    """

    def __init__(self, C, T, groups, p):
        super().__init__()
        self.norm_1 = nn.GroupNorm(groups, C)
        self.conv_1 = nn.Conv2d(C, C, 3, padding=1)
        self.time = nn.Linear(T, C)
        self.norm_2 = nn.GroupNorm(groups, C)
        self.dropout = nn.Dropout(p)
        self.conv_2 = nn.Conv2d(C, C, 3, padding=1)
        self.silu = nn.SiLU()

    def forward(self, x, t):
        B, C, H, W = x.shape                # (B, C, H, W)
        h = self.silu(self.norm_1(x))       # (B, C, H, W)
        h = self.conv_1(h)                  # (B, C, H, W)
        told = self.time(self.silu(t))      # (B, C)
        told = told[:, :, None, None]       # (B, C, 1, 1)
        h = h + told                        # (B, C, H, W)
        h = self.silu(self.norm_2(h))       # (B, C, H, W)
        h = self.conv_2(self.dropout(h))    # (B, C, H, W)
        return x + h                        # (B, C, H, W)


class wrong_no_residual(TimeBlock):
    """Nothing brings x past the convolutions: add it at the end."""

    def forward(self, x, t):
        h = self.conv_1(self.silu(self.norm_1(x)))
        h = h + self.time(self.silu(t))[:, :, None, None]
        return self.conv_2(self.dropout(self.silu(self.norm_2(h))))


class wrong_normed_residual(TimeBlock):
    """The answer is added to the normalised x: keep x for the sum, and give
    the norm's result another name."""

    def forward(self, x, t):
        x = self.norm_1(x)
        h = self.conv_1(self.silu(x))
        h = h + self.time(self.silu(t))[:, :, None, None]
        return x + self.conv_2(self.dropout(self.silu(self.norm_2(h))))


class wrong_no_time(TimeBlock):
    """The block never hears the time: add time(silu(t)) after conv_1."""

    def forward(self, x, t):
        h = self.conv_1(self.silu(self.norm_1(x)))
        return x + self.conv_2(self.dropout(self.silu(self.norm_2(h))))


class wrong_time_along_w(TimeBlock):
    """(B, C) meets (B, C, H, W) from the right, so channels were added along
    W: give the time two dims of size 1 at its end."""

    def forward(self, x, t):
        h = self.conv_1(self.silu(self.norm_1(x)))
        h = h + self.time(self.silu(t))
        return x + self.conv_2(self.dropout(self.silu(self.norm_2(h))))


class wrong_time_first(TimeBlock):
    """The time is added to x, before norm_1 and conv_1: it comes after
    conv_1."""

    def forward(self, x, t):
        h = x + self.time(self.silu(t))[:, :, None, None]
        h = self.conv_1(self.silu(self.norm_1(h)))
        return x + self.conv_2(self.dropout(self.silu(self.norm_2(h))))


class wrong_time_after_norm(TimeBlock):
    """The time is added after norm_2: here it comes before, so that the norm
    sees it too."""

    def forward(self, x, t):
        h = self.norm_2(self.conv_1(self.silu(self.norm_1(x))))
        h = h + self.time(self.silu(t))[:, :, None, None]
        return x + self.conv_2(self.dropout(self.silu(h)))


class wrong_bare_time(TimeBlock):
    """t goes into its Linear as it is: it passes a SiLU first."""

    def forward(self, x, t):
        h = self.conv_1(self.silu(self.norm_1(x)))
        h = h + self.time(t)[:, :, None, None]
        return x + self.conv_2(self.dropout(self.silu(self.norm_2(h))))


class wrong_silu_after_time(TimeBlock):
    """The SiLU comes after the Linear: t passes it before."""

    def forward(self, x, t):
        h = self.conv_1(self.silu(self.norm_1(x)))
        h = h + self.silu(self.time(t))[:, :, None, None]
        return x + self.conv_2(self.dropout(self.silu(self.norm_2(h))))


class wrong_norm_twice(TimeBlock):
    """norm_1 stands in both places: each has learned a scale of its own."""

    def forward(self, x, t):
        h = self.conv_1(self.silu(self.norm_1(x)))
        h = h + self.time(self.silu(t))[:, :, None, None]
        return x + self.conv_2(self.dropout(self.silu(self.norm_1(h))))


class wrong_one_group(TimeBlock):
    """All channels are normalised together: pass groups to nn.GroupNorm."""

    def __init__(self, C, T, groups, p):
        super().__init__(C, T, 1, p)


class wrong_norm_after_conv(TimeBlock):
    """Each norm comes after its convolution: here norm, SiLU, convolution is
    the order."""

    def forward(self, x, t):
        h = self.silu(self.norm_1(self.conv_1(x)))
        h = h + self.time(self.silu(t))[:, :, None, None]
        return x + self.dropout(self.silu(self.norm_2(self.conv_2(h))))


class wrong_no_dropout(TimeBlock):
    """dropout is built and never used: it stands before conv_2."""

    def forward(self, x, t):
        h = self.conv_1(self.silu(self.norm_1(x)))
        h = h + self.time(self.silu(t))[:, :, None, None]
        return x + self.conv_2(self.silu(self.norm_2(h)))


class wrong_dropout_in_eval(TimeBlock):
    """F.dropout doesn't know whether you train, and drops in eval too: call
    the module."""

    def forward(self, x, t):
        h = self.conv_1(self.silu(self.norm_1(x)))
        h = h + self.time(self.silu(t))[:, :, None, None]
        h = F.dropout(self.silu(self.norm_2(h)), self.dropout.p)
        return x + self.conv_2(h)


class wrong_in_place(TimeBlock):
    """inplace=True overwrites the caller's t, and the next block reads it:
    leave it out."""

    def __init__(self, C, T, groups, p):
        super().__init__(C, T, groups, p)
        self.silu = nn.SiLU(inplace=True)


def check(TimeBlock):
    def normed(block, x, t, groups):
        norm, conv = block.norm_1, block.conv_1
        h = F.silu(F.group_norm(x, groups, norm.weight, norm.bias))
        h = F.conv2d(h, conv.weight, conv.bias, padding=1)
        h = h + block.time(F.silu(t)).reshape(*h.shape[:2], 1, 1)
        norm = block.norm_2
        return F.silu(F.group_norm(h, groups, norm.weight, norm.bias))

    def last(block, h):
        conv = block.conv_2
        return F.conv2d(h, conv.weight, conv.bias, padding=1)

    for B, C, H, W, T, groups, p in [
        (1, 4, 3, 4, 5, 2, 0.5), (2, 6, 5, 3, 4, 3, 0.2),
        (3, 4, 2, 6, 7, 1, 0.8),
    ]:
        torch.manual_seed(T)
        block = TimeBlock(C, T, groups, p).eval()
        for one in block.parameters():
            nn.init.normal_(one, std=0.5)
        x, t = torch.randn(B, C, W, H).mT, torch.randn(B, T)
        given_x, given_t = x.clone(), t.clone()
        made = block(given_x, given_t)
        assert made.shape == x.shape, "the shape stays (B, C, H, W)"
        assert given_t.equal(t), "the t that came in is not changed"
        assert given_x.equal(x), "the x that came in is not changed"
        again = block(x, t)
        assert made.equal(again), "in eval nothing is dropped"
        wanted = x + last(block, normed(block, x, t, groups))
        assert torch.allclose(made, wanted, atol=1e-4), (
            "norm, SiLU, conv, twice; the time between them, x at the end")

        # With one channel, no layout in memory changes what chance drops.
        block = TimeBlock(1, T, 1, p)
        for one in block.parameters():
            nn.init.normal_(one)
        x = torch.randn(B, 1, H, W)
        torch.manual_seed(T)
        made = block(x, t)
        torch.manual_seed(T)
        kept = F.dropout(normed(block, x, t, 1), p)
        wanted = x + last(block, kept)
        assert torch.allclose(made, wanted, atol=1e-4), (
            "while you train, dropout stands before conv_2")


def main():
    B, C, H, W, T = 2, 12, 8, 10, 32
    block = TimeBlock(C, T, groups=4, p=0.1)
    x = torch.randn(B, C, H, W)             # (B, C, H, W)
    t = torch.randn(B, T)                   # (B, T)
    y = block(x, t)                         # (B, C, H, W)
    print(f"{tuple(x.shape)} at times {tuple(t.shape)}: {tuple(y.shape)}")
    check(TimeBlock)


if __name__ == "__main__":
    main()
