"""`x.t()` is for matrices, and there is a batch in front.

Of one or two dims, `t()` swaps what is there. With more it cannot know which
two you mean.

Fix: `x.mT` swaps the last two, whatever stands before them. `transpose(a, b)`
swaps any two.

Tempting: `x.T`, without brackets. It runs, with a warning, and turns the whole
order around, the batch too.
"""

import torch

MESSAGE = "t() expects a tensor with <= 2 dimensions, but self is {n:any}D"
READ = ("{n} is how many dims yours has",)
PHASE = "forward"
MODELS = ("vit", "clip")
SEE = ("transpose-permute",)


def broken():
    B, L, D = 2, 3, 5
    q = torch.rand(B, L, D)         # (B, L, D)
    return q @ q.t()


def fixed():
    B, L, D = 2, 3, 5
    q = torch.rand(B, L, D)         # (B, L, D)
    return q @ q.mT                 # (B, L, L)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
