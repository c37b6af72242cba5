"""There are more rows of logits than labels, or fewer.

The loss takes one row of logits and one label per sample. Somewhere on the
way, numbers of one sample became rows of their own. `view(-1, D)` does that
quietly: with a `D` that is too small, each image becomes several rows. Logits
of (B*L, V) against labels of (B, L) say the same.

Fix: Keep the batch dim out of it: `flatten(1)`. Then a wrong width is an error
at the layer, where it belongs. For a sequence, flatten logits and labels both.

Tempting: Keep the first `B` rows. The loss runs, and those rows are parts of
the first images, held against the labels of all of them.
"""

import torch
from torch import nn
from torch.nn import functional as F

MESSAGE = "Expected input batch_size ({n}) to match target batch_size ({B})."
READ = (
    "{n} is the number of rows of logits that arrived",
    "{B} is the number of labels: there should be one row for each",
)
ALSO = {
    "Assertion `THIndexTensor_(size)(target, 0) == batch_size' failed": (
        "torch 0.3"
    ),
}
PHASE = "loss"
MODELS = ("cnn", "char_gpt")
SEE = ("view-reshape-flatten", "losses-and-sampling")


def broken():
    B, C, H, W, K = 4, 8, 6, 10, 3
    D = C * H * W // 2
    labels = torch.randint(K, (B,))        # (B,)
    features = torch.rand(B, C, H, W)      # (B, C, H, W)
    rows = features.view(-1, D)            # (2*B, D)
    n = len(rows)
    logits = nn.Linear(D, K)(rows)         # (n, K)
    return F.cross_entropy(logits, labels)


def fixed():
    B, C, H, W, K = 4, 8, 6, 10, 3
    labels = torch.randint(K, (B,))        # (B,)
    features = torch.rand(B, C, H, W)      # (B, C, H, W)
    rows = features.flatten(1)             # (B, C*H*W)
    logits = nn.Linear(C * H * W, K)(rows)  # (B, K)
    return F.cross_entropy(logits, labels)  # ()


def tempting():
    B, C, H, W = 4, 8, 6, 10
    D = C * H * W // 2
    features = torch.rand(B, C, H, W)      # (B, C, H, W)
    rows = features.view(-1, D)            # (2*B, D)
    kept = rows[:B]                        # (B, D)
    half = B // 2
    seen = features[:half].flatten()       # (half*C*H*W,)
    return kept.flatten().equal(seen)


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()
    print(f"the kept rows are the first half of the images: {tempting()}")


if __name__ == "__main__":
    main()
