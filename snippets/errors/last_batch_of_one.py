"""A batch norm in training got one sample, and there is no variance of one.

In training, `BatchNorm` takes mean and variance over the batch, and over
height and width if there are any. The last batch has what is left over: with
5 samples in batches of 4 that is one. After a global pooling to 1 x 1 pixel
one image is one value too, and so is the single sample you try a model with.

Fix: Drop the rest with `drop_last=True`. To try a model on one sample, call
`model.eval()` first: then it uses the statistics it has collected.

Tempting: Another batch size, so that nothing or more is left over. That holds
until the next sample is added.
"""

import torch
from torch import nn
from torch.utils.data import DataLoader

MESSAGE = (
    "Expected more than 1 value per channel when training, "
    "got input size torch.Size({x:shape})"
)
READ = (
    "{x} is what the norm got; all its numbers but the second, the channels, "
    "multiply to 1",
)
ALSO = {
    "Expected more than 1 value per channel when training, "
    "got input size {x:shape}": "GroupNorm, one value in each group",
}
PHASE = "forward"
SYMPTOM = "the last batch or a single sample fails"
MODELS = ("cnn",)
SEE = ("norms-embeddings-softmax", "the-training-loop")


def broken():
    N, B, D, K = 5, 4, 16, 8
    samples = torch.rand(N, D)          # (N, D)
    layer = nn.Linear(D, K)
    norm = nn.BatchNorm1d(K)
    for x in DataLoader(samples, batch_size=B):
        x = layer(x)                    # (_, K)
        norm(x)


def fixed():
    N, B, D, K = 5, 4, 16, 8
    samples = torch.rand(N, D)          # (N, D)
    layer = nn.Linear(D, K)
    norm = nn.BatchNorm1d(K)
    for x in DataLoader(samples, batch_size=B, drop_last=True):
        x = layer(x)                    # (B, K)
        norm(x)                         # (B, K)


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
