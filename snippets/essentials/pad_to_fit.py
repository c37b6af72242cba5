"""Pad images and sequences until they fit."""

import torch
from torch.nn import functional as F

DEVICE = torch.device("cpu")


def to_a_multiple(x, n):
    """Add rows below and columns on the right, until n divides both."""
    B, C, H, W = x.shape                           # (B, C, H, W)
    down, right = -H % n, -W % n
    return F.pad(x, (0, right, 0, down))           # (B, C, H+down, W+right)


def to_one_length(texts, pad_id=0):
    """Ids of unequal lengths become one batch, with a mask of the real."""
    B, L = len(texts), max(map(len, texts))
    rows = [F.pad(ids, (0, L - len(ids)), value=pad_id) for ids in texts]
    lengths = torch.tensor([len(ids) for ids in texts])   # (B,)
    mask = torch.arange(L) < lengths.unsqueeze(1)  # (B, L)
    return torch.stack(rows), mask                 # each (B, L)


def main():
    B, C, H, W, n = 6, 3, 13, 20, 8
    x = torch.rand(B, C, H, W, device=DEVICE)      # (B, C, H, W)
    y = to_a_multiple(x, n)
    back = F.pad(y, (0, W - y.size(3), 0, H - y.size(2)))
    assert back.equal(x), "negative numbers crop"
    print(f"{tuple(x.shape)} became {tuple(y.shape)}")

    mirror = F.pad(x, (1, 1, 1, 1), mode="reflect")
    assert mirror[:, :, 1:-1, 0].equal(x[..., 1]), "not the border twice"
    repeat = F.pad(x, (1, 1, 1, 1), mode="replicate")
    assert repeat[:, :, 1:-1, 0].equal(x[..., 0]), "the border twice"

    texts = [torch.tensor(ids) for ids in ([5, 2], [7, 1, 3, 9], [4])]
    ids, mask = to_one_length(texts)               # each (3, 4)
    print(ids.tolist())
    print(mask.int().tolist())


if __name__ == "__main__":
    main()
