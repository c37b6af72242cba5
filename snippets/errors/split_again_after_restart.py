"""The next run splits anew, and tests the model on samples it has seen.

`random_split` draws from the global generator. The next run, or the script that
only evaluates, has another split: most of its test samples were training
samples of the run that made the checkpoint. The score is too good.

Fix: Pass a generator with a seed of its own, or save the indices beside the
checkpoint.

Tempting: `torch.manual_seed(0)` at the top. It holds until another line draws a
number before the split.

Check: Split twice, as two runs would, and look for test samples of the second
among the training samples of the first.
"""

import torch
from torch.utils.data import TensorDataset, random_split

PHASE = "load data"
SYMPTOM = "it trains, and the result is wrong"
SEE = ("the-training-loop",)


def broken():
    samples = TensorDataset(torch.rand(50, 3))

    def split():
        return random_split(samples, [0.8, 0.2])

    return split


def fixed():
    samples = TensorDataset(torch.rand(50, 3))

    def split():
        own = torch.Generator().manual_seed(0)
        return random_split(samples, [0.8, 0.2], generator=own)

    return split


def check(split):
    train, _ = split()
    torch.rand(1)
    _, test = split()
    seen = set(train.indices) & set(test.indices)
    assert not seen, f"{len(seen)} of {len(test)} test samples were trained on"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
