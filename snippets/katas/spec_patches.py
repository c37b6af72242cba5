"""Read a spectrogram in patches, moment by moment.

You meet it in the Audio Spectrogram Transformer and in AudioMAE, which treat a
spectrogram as a picture with one channel.
"""

import torch
from torch import nn

MINUTES = 8
HINTS = (
    "Conv2d wants (B, C, H, W). How many channels has a spectrogram?",
    "spec.unsqueeze(1) is a picture; kernel = stride = ps cuts patches.",
    "Time comes first: permute(0, 3, 2, 1), and then flatten(1, 2).",
)


class SpecPatches(nn.Module):
    """Turn spectrograms (B, F, T) into tokens (B, P, D), P = T/ps * F/ps.

    One convolution, with a bias, makes D numbers of each ps x ps patch. All
    patches of the first ps moments come first, the lowest frequencies leading.
    """

    def __init__(self, D, ps):
        super().__init__()
        self.conv = nn.Conv2d(1, D, kernel_size=ps, stride=ps)

    def forward(self, spec):
        B, F, T = spec.shape         # (B, F, T)
        x = spec.unsqueeze(1)        # (B, 1, F, T)
        x = self.conv(x)             # (B, D, F/ps, T/ps)
        x = x.permute(0, 3, 2, 1)    # (B, T/ps, F/ps, D)
        return x.flatten(1, 2)       # (B, T/ps*F/ps, D)


class wrong_no_channel(nn.Module):
    """Conv2d takes the batch for channels: a spectrogram has one channel, and
    it needs a dim for it."""

    def __init__(self, D, ps):
        super().__init__()
        self.conv = nn.Conv2d(1, D, kernel_size=ps, stride=ps)

    def forward(self, spec):
        x = self.conv(spec)
        return x.permute(0, 3, 2, 1).flatten(1, 2)


class wrong_frequency_first(nn.Module):
    """The tokens go row by row, as in an image: here time comes first."""

    def __init__(self, D, ps):
        super().__init__()
        self.conv = nn.Conv2d(1, D, kernel_size=ps, stride=ps)

    def forward(self, spec):
        return self.conv(spec.unsqueeze(1)).flatten(2).mT


class wrong_reshape(nn.Module):
    """Right shape, wrong numbers: reshape doesn't move the D numbers of a patch
    to the end. permute does."""

    def __init__(self, D, ps):
        super().__init__()
        self.conv = nn.Conv2d(1, D, kernel_size=ps, stride=ps)

    def forward(self, spec):
        x = self.conv(spec.unsqueeze(1))
        return x.reshape(x.shape[0], -1, x.shape[1])


class wrong_overlap(nn.Module):
    """Without a stride the patches overlap: the stride is ps as well."""

    def __init__(self, D, ps):
        super().__init__()
        self.conv = nn.Conv2d(1, D, kernel_size=ps)

    def forward(self, spec):
        x = self.conv(spec.unsqueeze(1))
        return x.permute(0, 3, 2, 1).flatten(1, 2)


class wrong_one_number(nn.Module):
    """Right shape, but a kernel of 1 hears one number of each patch."""

    def __init__(self, D, ps):
        super().__init__()
        self.conv = nn.Conv2d(1, D, kernel_size=1, stride=ps)

    def forward(self, spec):
        x = self.conv(spec.unsqueeze(1))
        return x.permute(0, 3, 2, 1).flatten(1, 2)


class wrong_squeeze(nn.Module):
    """squeeze() also takes a batch of one: there is nothing to squeeze here."""

    def __init__(self, D, ps):
        super().__init__()
        self.conv = nn.Conv2d(1, D, kernel_size=ps, stride=ps)

    def forward(self, spec):
        x = self.conv(spec.unsqueeze(1))
        return x.permute(0, 3, 2, 1).flatten(1, 2).squeeze()


class wrong_batch_flattened(nn.Module):
    """The samples ran together: flatten dims 1 and 2, and leave the batch."""

    def __init__(self, D, ps):
        super().__init__()
        self.conv = nn.Conv2d(1, D, kernel_size=ps, stride=ps)

    def forward(self, spec):
        x = self.conv(spec.unsqueeze(1))
        return x.permute(0, 3, 2, 1).flatten(0, 2)


def check(SpecPatches):
    for B, F, T, D, ps in [(2, 4, 2, 3, 2), (1, 6, 4, 5, 2), (3, 3, 6, 2, 3)]:
        torch.manual_seed(B)
        P = F // ps * T // ps
        spec = torch.randn(B, F, T)
        model = SpecPatches(D, ps)
        made = model(spec)
        assert made.shape == (B, P, D), "the shape is (B, P, D)"
        for f in range(F):
            for t in range(T):
                edited = spec.clone()
                edited[-1, f, t] += 1.0
                changed = (model(edited) != made).any(dim=2).nonzero()
                own = t // ps * (F // ps) + f // ps
                assert changed.tolist() == [[B - 1, own]], (
                    "a number reaches one [sample, token], its own")
        learned = sum(one.numel() for one in model.parameters())
        wanted = D * ps * ps + D
        assert learned == wanted, "one convolution learns it, ps x ps wide"
        for one in model.parameters():
            nn.init.ones_(one)
        sums = spec.unfold(2, ps, ps).unfold(1, ps, ps).sum(dim=(3, 4)) + 1
        made = model(spec)
        wanted = sums.mT.reshape(B, P, 1).expand(B, P, D)
        assert torch.allclose(made, wanted, atol=1e-5), (
            "with weights of 1, a token is the sum of its patch, plus 1")


def main():
    B, F, T, D, ps = 6, 20, 28, 9, 4
    spec = torch.rand(B, F, T)       # (B, F, T)
    model = SpecPatches(D, ps)
    tokens = model(spec)             # (B, T/ps*F/ps, D)
    print(f"{tuple(spec.shape)} became {tuple(tokens.shape)}")
    check(SpecPatches)


if __name__ == "__main__":
    main()
