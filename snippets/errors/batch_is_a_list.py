"""A batch is a list or a dict of tensors, and only a tensor can move.

A dataset whose samples are tuples gives batches that are lists, one tensor per
part, also when there is only one part. Samples that are dicts give a dict.
Neither has `to`, `shape` or `float`.

Fix: Unpack the batch first, then move each tensor. For a dict, move its values.

Tempting: `torch.tensor(batch)`. The parts have different shapes, so it fails
with another message.
"""

import torch
from torch.utils.data import DataLoader, TensorDataset

MESSAGE = "'{kind:word}' object has no attribute 'to'"
READ = ("{kind} is what your batch is, with the tensors inside",)
ALSO = {
    "'{kind:word}' object has no attribute 'cuda'": "batch.cuda()",
}
PHASE = "load data"
SEE = ("device-and-dtype", "the-training-loop")


def broken():
    B, C, H, W = 3, 2, 8, 12
    N = 2 * B
    images = torch.rand(N, C, H, W)             # (N, C, H, W)
    labels = torch.arange(N)                    # (N,)
    loader = DataLoader(TensorDataset(images, labels), batch_size=B)
    for batch in loader:
        batch.to("cpu")


def fixed():
    B, C, H, W = 3, 2, 8, 12
    N = 2 * B
    images = torch.rand(N, C, H, W)             # (N, C, H, W)
    labels = torch.arange(N)                    # (N,)
    loader = DataLoader(TensorDataset(images, labels), batch_size=B)
    for batch in loader:
        x, y = [part.to("cpu") for part in batch]  # (B, C, H, W), (B,)
        print(x.shape, y.shape)


def main():
    try:
        broken()
    except AttributeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
