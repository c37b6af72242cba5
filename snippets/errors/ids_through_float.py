"""Large ids went through float32, and came back as their neighbours.

float32 holds every whole number up to 16777216, then every second one.
`torch.Tensor(ids)`, a table with a missing value in a column of ids, or one
array for ids and floats together, all make floats of them.

Fix: `torch.tensor(ids)`, which makes long of whole numbers. Give ids a column
and an array of their own.

Tempting: `.round().long()`. The digit is lost before it can be rounded.

Check: A large odd id comes back as itself.
"""

import torch

PHASE = "load data"
SYMPTOM = "it trains, and the result is wrong"
SEE = ("device-and-dtype", "make-tensors")


def broken():
    def to_ids(rows):
        return torch.Tensor(rows).long()

    return to_ids


def fixed():
    def to_ids(rows):
        return torch.tensor(rows)

    return to_ids


def check(to_ids):
    rows = [7, 2**24 + 1, 2**31 + 5]
    found = to_ids(rows).tolist()
    assert found == rows, f"{rows} came back as {found}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
