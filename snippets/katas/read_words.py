"""Look words up, then let each see its neighbours through a convolution.

You meet it at the entrance of text-to-speech models such as Tacotron 2, where
the sound of a letter depends on the letters beside it.
"""

import torch
from torch import nn
from torch.nn import functional as F

MINUTES = 8
HINTS = (
    "Say the three shapes: what the table gives, what Conv1d takes and gives.",
    "Conv1d wants the channels before the places: (B, D, L), so transpose.",
    "Between two transpose(1, 2): nn.Conv1d(D, D, 2 * r + 1, padding=r).",
)


class WordReader(nn.Module):
    """Turn ids (B, L), each below V, into vectors (B, L, D).

    self.embed is the table of the V words. self.conv, a Conv1d, slides over
    the L words: vector i sees word i and r words on each side of it, and
    zeros beyond both ends.
    """

    def __init__(self, V, D, r):
        super().__init__()
        self.embed = nn.Embedding(V, D)
        self.conv = nn.Conv1d(D, D, 2 * r + 1, padding=r)

    def forward(self, ids):
        B, L = ids.shape               # (B, L)
        x = self.embed(ids)            # (B, L, D)
        x = x.transpose(1, 2)          # (B, D, L)
        x = self.conv(x)               # (B, D, L)
        return x.transpose(1, 2)       # (B, L, D)


class wrong_reshape(nn.Module):
    """Right shape, wrong numbers: reshape keeps the reading order, so a
    channel holds bits of many words. Swap the two dims."""

    def __init__(self, V, D, r):
        super().__init__()
        self.embed = nn.Embedding(V, D)
        self.conv = nn.Conv1d(D, D, 2 * r + 1, padding=r)

    def forward(self, ids):
        B, L = ids.shape
        x = self.embed(ids)
        x = self.conv(x.reshape(B, -1, L))
        return x.transpose(1, 2)


class wrong_reshape_back(nn.Module):
    """The way in is right. On the way back reshape keeps the reading order:
    transpose once more."""

    def __init__(self, V, D, r):
        super().__init__()
        self.embed = nn.Embedding(V, D)
        self.conv = nn.Conv1d(D, D, 2 * r + 1, padding=r)

    def forward(self, ids):
        B, L = ids.shape
        x = self.embed(ids).transpose(1, 2)
        return self.conv(x).reshape(B, L, -1)


class wrong_no_transpose(nn.Module):
    """The words were taken for channels: Conv1d wants (B, D, L)."""

    def __init__(self, V, D, r):
        super().__init__()
        self.embed = nn.Embedding(V, D)
        self.conv = nn.Conv1d(D, D, 2 * r + 1, padding=r)

    def forward(self, ids):
        return self.conv(self.embed(ids))


class wrong_not_back(nn.Module):
    """The vectors still lie as Conv1d left them, (B, D, L): transpose back."""

    def __init__(self, V, D, r):
        super().__init__()
        self.embed = nn.Embedding(V, D)
        self.conv = nn.Conv1d(D, D, 2 * r + 1, padding=r)

    def forward(self, ids):
        return self.conv(self.embed(ids).transpose(1, 2))


class wrong_no_padding(nn.Module):
    """Words are lost at the ends: with padding=r each keeps its place."""

    def __init__(self, V, D, r):
        super().__init__()
        self.embed = nn.Embedding(V, D)
        self.conv = nn.Conv1d(D, D, 2 * r + 1)

    def forward(self, ids):
        x = self.embed(ids).transpose(1, 2)
        return self.conv(x).transpose(1, 2)


class wrong_padding_of_one(nn.Module):
    """padding=1 suits r = 1 alone: the zeros have to reach as far as r."""

    def __init__(self, V, D, r):
        super().__init__()
        self.embed = nn.Embedding(V, D)
        self.conv = nn.Conv1d(D, D, 2 * r + 1, padding=1)

    def forward(self, ids):
        x = self.embed(ids).transpose(1, 2)
        return self.conv(x).transpose(1, 2)


class wrong_only_before(nn.Module):
    """All the zeros stand before the first word, so a vector sees the words
    before it and none behind: put half of them at each end."""

    def __init__(self, V, D, r):
        super().__init__()
        self.embed = nn.Embedding(V, D)
        self.conv = nn.Conv1d(D, D, 2 * r + 1)

    def forward(self, ids):
        x = self.embed(ids).transpose(1, 2)
        ends = self.conv.kernel_size[0] - 1, 0
        return self.conv(F.pad(x, ends)).transpose(1, 2)


class wrong_over_the_batch(nn.Module):
    """The kernel slides from one text to the next: swap dims 1 and 2, and
    leave the batch where it is."""

    def __init__(self, V, D, r):
        super().__init__()
        self.embed = nn.Embedding(V, D)
        self.conv = nn.Conv1d(D, D, 2 * r + 1, padding=r)

    def forward(self, ids):
        x = self.embed(ids).permute(1, 2, 0)
        return self.conv(x).permute(2, 0, 1)


class wrong_batch_of_one(nn.Module):
    """A batch of one lost its batch dim: squeeze() takes every dim of size
    1, and none needs to go here."""

    def __init__(self, V, D, r):
        super().__init__()
        self.embed = nn.Embedding(V, D)
        self.conv = nn.Conv1d(D, D, 2 * r + 1, padding=r)

    def forward(self, ids):
        x = self.embed(ids).transpose(1, 2)
        return self.conv(x).transpose(1, 2).squeeze()


class wrong_table(nn.Module):
    """The table has D rows of width V: nn.Embedding(V, D) has one for each
    word."""

    def __init__(self, V, D, r):
        super().__init__()
        self.embed = nn.Embedding(D, V)
        self.conv = nn.Conv1d(V, D, 2 * r + 1, padding=r)

    def forward(self, ids):
        x = self.embed(ids).transpose(1, 2)
        return self.conv(x).transpose(1, 2)


def check(WordReader):
    for B, L, V, D, r in [
        (1, 1, 2, 3, 0), (1, 4, 9, 2, 1), (2, 5, 7, 3, 2), (3, 2, 4, 6, 1)
    ]:
        torch.manual_seed(L)
        model = WordReader(V, D, r)
        table, weight = model.embed.weight, model.conv.weight
        assert table.shape == (V, D), "the table has a row for every word"
        assert weight.shape == (D, D, 2 * r + 1), (
            "the kernel is as wide as 2 * r + 1 words")
        ids = torch.randint(V, (L, B)).T
        made = model(ids)
        assert made.shape == (B, L, D), "the shape is (B, L, D)"
        rows = table[ids].mT
        wanted = F.conv1d(rows, weight, model.conv.bias, padding=r).mT
        assert torch.allclose(made, wanted, atol=1e-5), (
            "each vector sees r words on each side")


def main():
    B, L, V, D, r = 2, 7, 50, 6, 1
    model = WordReader(V, D, r)
    ids = torch.randint(V, (B, L))     # (B, L)
    vectors = model(ids)               # (B, L, D)
    print(f"ids {tuple(ids.shape)}, vectors {tuple(vectors.shape)}")
    check(WordReader)


if __name__ == "__main__":
    main()
