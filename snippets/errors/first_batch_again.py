"""`next(iter(loader))` in the loop begins a new walk each time.

`iter` starts over, and shuffles anew if the loader shuffles. So each turn gets
a first batch: always the same one without shuffling, a random one with it. An
epoch then shows some samples several times and others not at all, and each
call starts the worker processes again, which is slow.

Fix: `for batch in loader`. If you need `next`, call `iter` once, before the
loop, and again when `StopIteration` says that the walk is over.

Tempting: More epochs. Without shuffling they never show another batch.

Check: Collect what an epoch hands out. Each sample has to be in it.
"""

import torch
from torch.utils.data import DataLoader

PHASE = "load data"
SYMPTOM = "it trains, and the result is wrong"
MODELS = ("cnn", "clip")
SEE = ("the-training-loop",)


def broken():
    def epoch(loader):
        seen = []
        for _ in range(len(loader)):
            x = next(iter(loader))
            seen += x.tolist()
        return seen

    return epoch


def fixed():
    def epoch(loader):
        seen = []
        for x in loader:
            seen += x.tolist()
        return seen

    return epoch


def check(epoch):
    torch.manual_seed(0)
    samples = torch.arange(12)          # (12,)
    loader = DataLoader(samples, batch_size=3, shuffle=True)
    seen = set(epoch(loader))
    assert len(seen) == 12, f"{len(seen)} of 12 samples were seen in an epoch"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
