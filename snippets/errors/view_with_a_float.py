"""A size is a float, because / always gives one.

`D / nh` is 4.0 in Python, even where it divides. `view`, `reshape` and every
layer want whole numbers.

Fix: `//`, with an `assert D % nh == 0` beside it, for `//` rounds down
without a word.

Tempting: `int(D / nh)`. It runs, also where it shouldn't: 30 features on 4
heads become 7 each, and the error moves to the next line.
"""

import torch

MESSAGE = (
    "failed to unpack the object at pos {at:any} with error "
    '"type must be tuple of ints,but got float"'
)
READ = (
    "the size at place {at} is the one to look at, counted from 1",
)
ALSO = {
    "must be tuple of ints, but found element of type float at pos {at}":
        "torch 1.13",
}
PHASE = "forward"
MODELS = ("char_gpt", "vit")
SEE = ("view-reshape-flatten", "attention")


def broken():
    B, L, D, nh = 2, 6, 32, 8
    x = torch.rand(B, L, D)                 # (B, L, D)
    return x.view(B, L, nh, D / nh)


def fixed():
    B, L, D, nh = 2, 6, 32, 8
    assert D % nh == 0, f"{D} features do not divide into {nh} heads"
    x = torch.rand(B, L, D)                 # (B, L, D)
    return x.view(B, L, nh, D // nh)        # (B, L, nh, D/nh)


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
