"""The validation loader drops its last batch, so some samples are never scored.

`drop_last=True` leaves out the batch that is not full. In training the next
epoch shuffles and another few are left out. In validation it is always the
same ones, and with few samples or a sorted folder it can be a whole class. An
accuracy that divides by `len(dataset)` comes out too low.

Fix: `drop_last=False` wherever you measure, and divide by what you counted.

Check: Count what the loader gives, and compare with its dataset.
"""

import torch
from torch.utils.data import DataLoader, TensorDataset

PHASE = "evaluate"
SYMPTOM = "it trains, and the result is wrong"
SEE = ("the-training-loop",)


def samples():
    N, D = 22, 3
    x = torch.rand(N, D)                    # (N, D)
    y = torch.arange(N) // 6                # (N,)
    return TensorDataset(x, y)


def broken():
    return DataLoader(samples(), batch_size=16, drop_last=True)


def fixed():
    return DataLoader(samples(), batch_size=16)


def check(loader):
    seen = sum(len(y) for x, y in loader)
    there = len(loader.dataset)
    assert seen == there, f"{there - seen} of {there} samples are never scored"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
