"""The tensors are joined along a dim that was not meant.

`torch.cat` joins along dim 0 unless you say otherwise: it would put one batch
below the other. For that the rows would have to be of one length. Features are
put side by side along the last dim.

Fix: Name the dim: `torch.cat([features, labels], dim=1)`, or `dim=-1`, which
stays right when a dim for tokens comes in between.

Tempting: Pad the shorter rows until it runs. You then have twice as many
samples, half of them without features.
"""

import torch
from torch.nn import functional as F

MESSAGE = (
    "Sizes of tensors must match except in dimension {0}. Expected size {D} "
    "but got size {K} for tensor number {number:any} in the list."
)
READ = (
    "dim {0} is the one you join along: is it the one you mean?",
    "{D} is what the first tensor has in another dim, {K} what tensor number "
    "{number} has there, counted from 0",
)
ALSO = {
    "Sizes of tensors must match except in dimension {0}. "
    "Got {D} and {K}": "torch 1.9",
}
PHASE = "forward"
MODELS = ("vae", "rectified_flow")
SEE = ("cat-stack-chunk-split",)


def broken():
    B, D, K = 4, 16, 10
    features = torch.rand(B, D)                     # (B, D)
    ids = torch.tensor([3, 1, 4, 1])                # (4,)
    labels = F.one_hot(ids, K)                      # (4, K)
    return torch.cat([features, labels])


def fixed():
    B, D, K = 4, 16, 10
    features = torch.rand(B, D)                     # (B, D)
    ids = torch.tensor([3, 1, 4, 1])                # (4,)
    labels = F.one_hot(ids, K)                      # (4, K)
    return torch.cat([features, labels], dim=1)     # (B, D+K)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
