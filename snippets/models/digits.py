"""Read 1,797 handwritten digits from a text, and keep some for the test."""

import hashlib
from pathlib import Path

import torch

INK = (Path(__file__).parents[1] / "data" / "digits.txt").read_text()
PIN = "7b34d25fcb7bf2a1cb25a2d1d44504727508069a941df8f566cd30d82ba839fb"
assert hashlib.sha256(INK.encode()).hexdigest() == PIN, "other digits"


def digits():
    """All images (N, 1, 8, 8), from 0 to 1, and what they show (N,)."""
    rows = INK.replace(".", "0").split()
    labels = torch.tensor([int(label) for label in rows[::2]])
    pixels = [[int(ink, 17) for ink in row] for row in rows[1::2]]
    N, = labels.shape                              # (N,)
    images = torch.tensor(pixels) / 16             # (N, 64)
    return images.view(N, 1, 8, 8), labels         # (N, 1, 8, 8), (N,)


def split_digits(kept=360):
    """Two pairs (images, labels): to learn from, and for the test."""
    images, labels = digits()
    g = torch.Generator().manual_seed(0)
    order = torch.randperm(len(labels), generator=g)
    test, train = order[:kept], order[kept:]
    return (images[train], labels[train]), (images[test], labels[test])


def main():
    (images, labels), (others, named) = split_digits()
    print(f"to learn from {tuple(images.shape)}")
    print(f"for the test  {tuple(others.shape)}")
    print(f"the first one shows a {labels[0]}:")
    for row in images[0, 0]:
        print("".join(" .:*#"[int(ink * 4)] for ink in row))


if __name__ == "__main__":
    main()
