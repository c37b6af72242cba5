"""A window is moved on inside its own memory, and the old numbers smear.

`x[:, 1:] = x[:, :-1]` reads and writes the same memory. torch finds such an
overlap only where the slices lie in one piece, along the first dim. Along a
later one it copies in some order, and what was written is read again.

Fix: Read from a copy, `x[:, :-1].clone()`, or make a new tensor with
`torch.cat` or `torch.roll`.

Check: Move numbers that can be told apart, and compare with what was there
before. It takes any function that moves by one along the last dim.
"""

import torch

PHASE = "forward"
SYMPTOM = "it trains, and the result is wrong"
MODELS = ("char_gpt", "audio")
SEE = ("indexing-and-masks", "view-reshape-flatten")


def broken():
    def push(x, new):
        B, L = x.shape
        x[:, 1:] = x[:, :-1]            # (B, L-1)
        x[:, 0] = new                   # (B,)
        return x                        # (B, L)
    return push


def fixed():
    def push(x, new):
        B, L = x.shape
        x[:, 1:] = x[:, :-1].clone()    # (B, L-1)
        x[:, 0] = new                   # (B,)
        return x                        # (B, L)
    return push


def check(push):
    B, L = 2, 8
    before = torch.arange(B * L).reshape(B, L)      # (B, L)
    after = push(before.clone(), new=99)            # (B, L)
    row = after[0].tolist()
    assert after[:, 1:].equal(before[:, :-1]), f"0 to 7 became {row}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
