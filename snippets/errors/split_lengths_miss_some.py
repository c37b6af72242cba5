"""The parts you split into don't add up to the dataset.

Whole numbers in `random_split` are counts, and each sample has to land in one
part. `int(0.8 * n)` and `int(0.2 * n)` are both rounded down, so together they
miss a sample as soon as `n` does not divide. Fractions that don't sum to 1 are
read as counts too, and say the same.

Fix: Pass fractions that sum to 1, or work out all parts but one and give the
last part the rest.

Tempting: Add 1 to a part. It fits this dataset, and the next one has another
length.
"""

import torch
from torch.utils.data import TensorDataset, random_split

MESSAGE = "Sum of input lengths does not equal the length of the input dataset!"
PHASE = "load data"
SEE = ("the-training-loop",)


def broken():
    N, D = 11, 3
    samples = TensorDataset(torch.rand(N, D))
    return random_split(samples, [int(0.8 * N), int(0.2 * N)])


def fixed():
    N, D = 11, 3
    samples = TensorDataset(torch.rand(N, D))
    train, test = random_split(samples, [0.8, 0.2])
    print(f"{len(train)} + {len(test)} = {len(samples)}")


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
