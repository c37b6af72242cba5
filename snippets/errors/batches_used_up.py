"""The batches can be walked once, and every epoch after the first has none.

`iter(loader)`, `zip`, `map` and a generator give their items one time. The
second `for` loop finds nothing, runs zero steps and says nothing. Epochs pass
in no time, and the loss stays where it was.

Fix: Loop over the loader itself. It makes a new iterator, and a new order, for
each epoch.

Tempting: Keep a list of all batches. They come in the same order each epoch,
and they have to fit into memory.

Check: Count the batches of two epochs.
"""

import torch
from torch.utils.data import DataLoader, TensorDataset

PHASE = "load data"
SYMPTOM = "the loss does not fall"
SEE = ("the-training-loop",)


def loader():
    N, B = 12, 4
    x = torch.rand(N, 3)                    # (N, 3)
    return DataLoader(TensorDataset(x), batch_size=B, shuffle=True)


def broken():
    return iter(loader())


def fixed():
    return loader()


def check(batches):
    first = sum(1 for _ in batches)
    second = sum(1 for _ in batches)
    assert first == second, f"{first} batches in epoch 1, {second} in epoch 2"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
