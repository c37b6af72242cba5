"""A write through two pairs of brackets is lost: the first made a copy.

A mask or a tensor of numbers in brackets copies what it picks. The second pair
of brackets then picks from that copy, the write goes there, and the copy is
forgotten at the end of the line. A slice would have been a view, so the same
line sometimes works.

Fix: One pair of brackets: `x[mask, 0] = value`.

Tempting: An in-place method, `x[mask].zero_()`. It writes into the same copy.

Check: Write, and read it back.
"""

import torch

PHASE = "forward"
SYMPTOM = "it trains, and the result is wrong"
SEE = ("indexing-and-masks", "view-reshape-flatten")


def broken():
    def write(x, mask, value):
        x[mask][:, 0] = value

    return write


def fixed():
    def write(x, mask, value):
        x[mask, 0] = value

    return write


def check(write):
    B, D = 4, 3
    x = torch.zeros(B, D)               # (B, D)
    mask = torch.arange(B) % 2 == 1     # (B,)
    write(x, mask, 7.0)
    lost = (x[mask, 0] != 7).sum()      # ()
    assert lost == 0, f"{lost} of {mask.sum()} writes are lost"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
