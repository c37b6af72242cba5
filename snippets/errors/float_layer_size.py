"""A layer's size is a float, and it has to be a whole number.

In Python `/` always makes a float, `64 / 2` is `32.0`. A layer asks for a
weight of its sizes, and a tensor cannot have 32.0 rows.

Fix: Divide with `//`, and check before that nothing is left over: `//` drops
the rest without a word.

Tempting: Put `int()` or `round()` around it. That drops a rest as well, and
the sizes fail to meet later on.
"""

import torch
from torch import nn

MESSAGE = (
    "empty(): argument 'size' failed to unpack the object at pos {at:any} "
    'with error "type must be tuple of ints,but got {kind:word}"'
)
READ = (
    "{kind} is what stands where a whole number should be",
    "{at} is its place in the weight's shape: a weight has the outputs first, "
    "the inputs second",
)
ALSO = {
    "empty(): argument 'size' (position {at:any}) must be tuple of ints, but "
    "found element of type {kind:word} at pos": "an output size",
    "empty() received an invalid combination of arguments - got (tuple, "
    "dtype=NoneType, device=NoneType), but expected one of": "older torch",
    "new() received an invalid combination of arguments - got (float, int)": (
        "torch 1.1"
    ),
}
PHASE = "build"
MODELS = ("cnn", "vit")
SEE = ("convolutions", "nn-module-sequential")


def broken():
    D, K = 64, 10
    return nn.Linear(D / 2, K)


def fixed():
    B, D, K = 4, 64, 10
    assert D % 2 == 0
    head = nn.Linear(D // 2, K)
    x = torch.rand(B, D // 2)           # (B, D/2)
    return head(x)                      # (B, K)


def tempting():
    D, nh = 64, 6
    hd = int(D / nh)
    print(f"{nh} heads of {hd} are {nh * hd} wide, not {D}")


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
