"""The lengths of a split are floats: `0.8 * n` is one, even when it is whole.

Lengths that sum to 1 are read as fractions. Other lengths are counts, and a
count has to be a whole number. The sum of the floats is right, so it is only
the function that draws the order, `randperm`, that complains.

Fix: Pass the fractions themselves, `[0.8, 0.2]`.

Tempting: `int` around both. They are rounded down, and together they can miss a
sample.
"""

import torch
from torch.utils.data import TensorDataset, random_split

MESSAGE = (
    "randperm() received an invalid combination of arguments - got (float"
)
ALSO = {
    "randperm(): argument 'n' (position 1) must be int, not float": (
        "other versions of torch"
    ),
}
PHASE = "load data"
SEE = ("the-training-loop",)


def broken():
    N, D = 10, 3
    samples = TensorDataset(torch.rand(N, D))
    return random_split(samples, [0.8 * N, 0.2 * N])


def fixed():
    N, D = 10, 3
    samples = TensorDataset(torch.rand(N, D))
    train, test = random_split(samples, [0.8, 0.2])
    print(f"{len(train)} + {len(test)} = {len(samples)}")


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
