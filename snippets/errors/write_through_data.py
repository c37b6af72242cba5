"""A write through `.data` goes unnoticed, and backward computes with it.

`tanh` keeps its output for backward. `.data` is the same memory without the
counter that tells of a write, so backward takes the zero for the output of
tanh. It sends a gradient to numbers that no longer reach the loss.

Fix: Make a new tensor with `torch.where` or `masked_fill`. To write off the
record, use `torch.no_grad()`: its writes are counted.

Tempting: `.data` is what silences "modified by an inplace operation". The
message was right.

Check: Move the input a little. The output has to rise by what backward says.
It works for any function of a tensor; `torch.autograd.gradcheck` does it for
every number by itself.
"""

import torch

PHASE = "backward"
SYMPTOM = "it trains, and the result is wrong"
SEE = ("into-and-out-of-tensors", "check-your-own-code")


def through_data(x):
    h = x.tanh()
    h.data[x > 0] = 0
    return h


def broken():
    return through_data


def filled(x):
    return x.tanh().masked_fill(x > 0, 0)


def fixed():
    return filled


def check(f):
    B, D = 4, 6
    x = torch.linspace(-1, 1, B * D, dtype=torch.double)    # (B*D,)
    x = x.reshape(B, D).requires_grad_()                    # (B, D)
    gradient = torch.autograd.grad(f(x).sum(), x)[0]        # (B, D)
    up, down = f(x + 1e-6), f(x - 1e-6)                     # (B, D), (B, D)
    rise = (up - down).sum() / 2e-6                         # ()
    told = gradient.sum()                                   # ()
    assert rise.isclose(told), f"rises by {rise:.2f}, backward says {told:.2f}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
