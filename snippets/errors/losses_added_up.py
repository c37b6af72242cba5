"""`total += loss` keeps the graph of every batch, so memory grows.

A loss remembers how it was made, and a sum remembers its parts. A total for
the log, or a list of losses, holds on to all graphs of the epoch. In training
backward has emptied them, and memory creeps up. In validation nothing has:
every activation stays, until a GPU says "CUDA out of memory".

Fix: `total += loss.item()`, a Python number. On a GPU `loss.detach()` keeps a
tensor and doesn't wait for the device.

Tempting: `torch.cuda.empty_cache()`, or a smaller batch. What a total still
holds isn't free, so neither gives it back.

Check: After an epoch, what you log has no graph behind it.
"""

import torch
from torch import nn
from torch.nn import functional as F

PHASE = "step"
SYMPTOM = "memory grows"
MODELS = ("cnn", "char_gpt", "vae")
SEE = ("the-training-loop", "into-and-out-of-tensors")


def broken():
    B, D, batches = 4, 6, 3
    model = nn.Linear(D, D)
    total = 0
    for x in torch.rand(batches, B, D):     # (B, D)
        loss = F.mse_loss(model(x), x)      # ()
        loss.backward()
        total += loss                       # ()
    return total / batches                  # ()


def fixed():
    B, D, batches = 4, 6, 3
    model = nn.Linear(D, D)
    total = 0
    for x in torch.rand(batches, B, D):     # (B, D)
        loss = F.mse_loss(model(x), x)      # ()
        loss.backward()
        total += loss.item()
    return total / batches


def check(log):
    graph = getattr(log, "grad_fn", None)
    assert graph is None, f"a graph hangs on it: {graph.name()}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
