"""A list was asked for the entries that a tensor names.

A list takes one whole number in its brackets. A tensor with one whole number
in it will do, too; one with several, with a point, or a mask, will not.
`range(x)` and `"a" * x` want the same.

Fix: Walk through the numbers: `[names[i] for i in answers.tolist()]`. If the
entries are numbers, make a tensor of the list once, and index that.

Tempting: `names[answers[0]]`. It runs, and names the first sample of the
batch.
"""

import torch

MESSAGE = (
    "only integer tensors of a single element can be converted to an index"
)
ALSO = {
    "only integer scalar arrays can be converted to a scalar index": "NumPy",
}
PHASE = "evaluate"
MODELS = ("cnn",)
SEE = ("into-and-out-of-tensors", "indexing-and-masks")


def broken():
    names = ["cat", "dog", "owl"]
    B, K = 4, len(names)
    scores = torch.rand(B, K)               # (B, K)
    answers = scores.argmax(dim=1)          # (B,)
    return names[answers]


def fixed():
    names = ["cat", "dog", "owl"]
    B, K = 4, len(names)
    scores = torch.rand(B, K)               # (B, K)
    answers = scores.argmax(dim=1)          # (B,)
    return [names[i] for i in answers.tolist()]


def main():
    torch.manual_seed(0)
    try:
        broken()
    except TypeError as error:
        print(error)
    print(fixed())


if __name__ == "__main__":
    main()
