"""view was used to put time before the batch, and it mixed the samples.

An RNN without `batch_first` wants (L, B, D). `view(L, B, D)` gives that shape
and leaves the numbers where they are, so a "sequence" takes its tokens from
several samples. The loss falls, only not as far.

Fix: `x.transpose(0, 1)`, or build the RNN with `batch_first=True` and leave
the input as it is.

Check: Change the last sample of a batch. What the model says of the first
must stay the same.
"""

import torch
from torch import nn

PHASE = "forward"
SYMPTOM = "the result depends on the rest of the batch"
SEE = ("transpose-permute", "view-reshape-flatten")


class Viewed(nn.Module):
    def __init__(self, D, d):
        super().__init__()
        self.rnn = nn.GRU(D, d)

    def forward(self, x):
        B, L, D = x.shape                           # (B, L, D)
        _, state = self.rnn(x.view(L, B, D))
        return state[0]                             # (B, d)


def broken():
    return Viewed(8, 16)


class Transposed(Viewed):
    def forward(self, x):
        B, L, D = x.shape                           # (B, L, D)
        _, state = self.rnn(x.transpose(0, 1))
        return state[0]                             # (B, d)


def fixed():
    return Transposed(8, 16)


def check(model):
    B, L, D = 4, 6, 8
    x = torch.rand(B, L, D)                         # (B, L, D)
    other = x.clone()
    other[-1] = 0
    apart = (model(x)[0] - model(other)[0]).abs().max()
    assert apart < 1e-6, f"the first answer moved by {apart:.3f}"


def main():
    torch.manual_seed(0)
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
