"""Two tensors with the same number in them are two keys.

A dict, a set and a `Counter` find a key by its hash, and that of a tensor says
which object it is, not which number it holds. So each label is counted once, a
set drops no duplicates, and `found[label]` is `KeyError: tensor(3)`.

Fix: Make Python numbers of them first: `labels.tolist()`, or `label.item()`.
Counting is `labels.unique(return_counts=True)` or `bincount`.

Tempting: `str(label)` as the key. It works until a label comes from another
device or dtype, and is written in another way.

Check: Count labels that you know.
"""

from collections import Counter

import torch

PHASE = "load data"
SYMPTOM = "it trains, and the result is wrong"
SEE = ("into-and-out-of-tensors",)


def broken():
    def count(labels):
        return Counter(labels)

    return count


def fixed():
    def count(labels):
        return Counter(labels.tolist())

    return count


def check(count):
    B, K = 6, 3
    labels = torch.arange(B) % K        # (B,)
    kinds = len(count(labels))
    assert kinds == K, f"{K} classes, and {kinds} are counted"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
