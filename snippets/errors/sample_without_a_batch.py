"""The line names a dim that the tensor lacks: often the batch is missing.

The code was written for (B, K), where dim 1 holds the classes. One sample
alone has only (K,), and its classes are in dim 0. Dims are counted from 0, so
the last of two is dim 1.

Fix: Give the sample a batch dim before the model, `x.unsqueeze(0)`, and take
it off after. Where you want the last dim, whatever its number, say `dim=-1`.

Tempting: Change the line to `dim=0` until it runs. It does for one sample, and
in a batch it compares the samples with each other.
"""

import torch
from torch import nn

MESSAGE = (
    "Dimension out of range (expected to be in range of "
    "[{low:any}, {high:any}], but got {asked:any})"
)
READ = (
    "{asked} is the dim that the line asks for",
    "{low} to {high} is what the tensor has: {high} is its last dim, and -1 "
    "is another name for it",
)
PHASE = "evaluate"
SYMPTOM = "the last batch or a single sample fails"
SEE = ("reductions-and-math", "unsqueeze-squeeze-expand")


def broken():
    D, K = 16, 10
    model = nn.Linear(D, K)
    x = torch.rand(D)                   # (D,)
    return model(x).argmax(dim=1)


def fixed():
    D, K = 16, 10
    model = nn.Linear(D, K)
    x = torch.rand(D)                   # (D,)
    batch = x.unsqueeze(0)              # (1, D)
    return model(batch).argmax(dim=1)   # (1,)


def tempting():
    B, D, K = 4, 16, 10
    model = nn.Linear(D, K)
    x = torch.rand(B, D)                # (B, D)
    return model(x).argmax(dim=0)       # (K,)


def main():
    try:
        broken()
    except IndexError as error:
        print(error)
    print(f"fixed {tuple(fixed().shape)}")
    print(f"tempting, with a batch of 4: {tuple(tempting().shape)}")


if __name__ == "__main__":
    main()
