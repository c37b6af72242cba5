"""The first of a list was asked for, and the list is empty.

A filter, a mask or a search may find nothing: no box above the threshold, no
token of that kind, no file in the folder. The result has 0 rows, and even the
first is one too many. It comes late in a run, with the first sample that has
none.

Fix: Ask `len(found)` before you take one, and decide what the answer is when
there is none.

Tempting: A lower threshold, until the sample passes. The next one may not.
"""

import torch

MESSAGE = (
    "index {first} is out of bounds for dimension {dim:any} with size {n}"
)
READ = (
    "{n} is how many there are; if that is 0, nothing was found, and the "
    "line to look at is the one that filters",
    "{first} is the place that was asked for",
)
ALSO = {
    "Expected reduction dim to be specified for input.numel() == 0": (
        "max() or argmax() of nothing"
    ),
    "to have non-zero size": "argmax, along a dim of size 0",
}
PHASE = "evaluate"
SYMPTOM = "the last batch or a single sample fails"
SEE = ("indexing-and-masks", "into-and-out-of-tensors")


def broken():
    N, first = 4, 0
    boxes = torch.rand(N, 5)                # (N, 5)
    sure = boxes[boxes[:, 4] > 1]           # (0, 5)
    n = len(sure)
    return sure[first]


def fixed():
    N, first = 4, 0
    boxes = torch.rand(N, 5)                # (N, 5)
    sure = boxes[boxes[:, 4] > 1]           # (0, 5)
    return sure[first] if len(sure) else None


def main():
    try:
        broken()
    except IndexError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
