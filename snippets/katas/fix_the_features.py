"""Let a classifier take images of any size.

You meet it in every CNN that was written for one dataset and gets another.
"""

import torch
from torch import nn
from torch.nn import functional as F

MINUTES = 8
HINTS = (
    "Print x.shape behind each line, for two sizes of image. Which one moves?",
    "D is the only size that H and W don't change. Keep one number for each.",
    "x.flatten(2).mean(dim=2) is (B, D), and the head is nn.Linear(D, K).",
)
ERRORS = ("mat1_and_mat2",)


class Classifier(nn.Module):
    """Mend this model: images (B, C, H, W) of any size become logits (B, K).

    Its head was built for 8 x 12 pixels. Let it see each of the D channels as
    one number, in which all pixels weigh the same. The convolution is right.
    """

    def __init__(self, C, D, K):
        super().__init__()
        self.conv = nn.Conv2d(C, D, 3, padding=1)
        self.head = nn.Linear(D, K)

    def forward(self, x):
        B, C, H, W = x.shape                # (B, C, H, W)
        x = self.conv(x).relu()             # (B, D, H, W)
        x = x.flatten(2)                    # (B, D, H*W)
        x = x.mean(dim=2)                   # (B, D)
        return self.head(x)                 # (B, K)


class wrong_start(nn.Module):
    """flatten(1) leaves D*H*W numbers of an image, and a Linear takes one
    number of features, forever. Pool first, so that H and W are gone."""

    def __init__(self, C, D, K):
        super().__init__()
        self.conv = nn.Conv2d(C, D, 3, padding=1)
        self.head = nn.Linear(D * 8 * 12, K)

    def forward(self, x):
        x = self.conv(x).relu()
        x = x.flatten(1)
        return self.head(x)


class wrong_cut(wrong_start):
    """Cut to what the head takes, the last channels of a large image are
    never looked at, and a small one is still too small."""

    def forward(self, x):
        x = self.conv(x).relu().flatten(1)
        return self.head(x[:, :self.head.in_features])


class wrong_rows_of_the_batch(wrong_start):
    """The -1 took what was left, and that is the batch: one image became
    many rows. Write B there, and it raises where it should."""

    def forward(self, x):
        x = self.conv(x).relu()
        return self.head(x.reshape(-1, self.head.in_features))


class wrong_lazy(wrong_start):
    """LazyLinear reads the number of features off the first image, and
    keeps it: the next size raises again."""

    def __init__(self, C, D, K):
        super().__init__(C, D, K)
        self.head = nn.LazyLinear(K)


class wrong_head_in_forward(wrong_start):
    """A head that forward makes is new for each batch, with random weights
    that no optimizer has: build it in __init__."""

    def forward(self, x):
        x = self.conv(x).relu().flatten(1)
        head = nn.Linear(x.shape[1], self.head.out_features)
        return head(x)


class wrong_hushed(wrong_start):
    """The error is gone and so is the answer: zeros for whatever doesn't
    fit. Mend what it complains about."""

    def forward(self, x):
        try:
            return super().forward(x)
        except RuntimeError:
            return torch.zeros(len(x), self.head.out_features)


class wrong_resized(wrong_start):
    """Every image is squeezed to 8 x 12: most pixels of a large one are
    dropped. Pool what the convolution made of all of them."""

    def forward(self, x):
        return super().forward(F.interpolate(x, size=(8, 12)))


class wrong_channels_averaged(Classifier):
    """The mean goes over channels and rows, and what is left depends on W:
    the pixels are the last two dims."""

    def forward(self, x):
        return self.head(self.conv(x).relu().mean(dim=(1, 2)))


class wrong_largest(Classifier):
    """Only the brightest pixel of a channel counts: take the mean, in which
    all of them weigh the same."""

    def forward(self, x):
        return self.head(self.conv(x).relu().amax(dim=(2, 3)))


class wrong_squeeze(Classifier):
    """squeeze() takes a batch of one away, too: flatten(1) drops the sizes
    of 1 behind the channels and nothing else."""

    def forward(self, x):
        x = F.adaptive_avg_pool2d(self.conv(x).relu(), 1).squeeze()
        return self.head(x)


def check(Classifier):
    for B, C, D, K in [(2, 3, 4, 5), (1, 2, 3, 4)]:
        torch.manual_seed(B)
        model = Classifier(C, D, K)
        for H, W in [(8, 12), (16, 12), (9, 13)]:
            made = model(torch.randn(B, C, H, W))
            assert made.shape == (B, K), "larger images give (B, K)"
        for H, W in [(5, 11), (1, 3)]:
            made = model(torch.randn(B, C, H, W))
            assert made.shape == (B, K), "smaller images give (B, K), too"
        counted = sum(one.numel() for one in model.parameters())
        wanted = 9 * C * D + D + D * K + K
        assert counted == wanted, "the head has D weights for each class"
        for H, W in [(8, 12), (4, 7), (11, 6)]:
            x = torch.randn(B, C, H, W)
            conv, head = model.conv, model.head
            seen = F.conv2d(x, conv.weight, conv.bias, padding=1).clamp(min=0)
            pooled = torch.stack([one.flatten(1).sum(1) for one in seen])
            wanted = F.linear(pooled / (H * W), head.weight, head.bias)
            made = model(x)
            assert torch.allclose(made, wanted, atol=1e-6), (
                "all pixels weigh the same")


def breaks():
    """Show an image that is larger than those it was built for."""
    try:
        wrong_start(C=3, D=6, K=10)(torch.rand(4, 3, 10, 14))
    except RuntimeError as error:
        print(error)


def main():
    B, C, D, K = 4, 3, 6, 10
    model = Classifier(C, D, K)
    for H, W in [(8, 12), (20, 28)]:
        images = torch.rand(B, C, H, W)     # (B, C, H, W)
        logits = model(images)              # (B, K)
        print(f"{tuple(images.shape)} became {tuple(logits.shape)}")
    breaks()
    check(Classifier)


if __name__ == "__main__":
    main()
