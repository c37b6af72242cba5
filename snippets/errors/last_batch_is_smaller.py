"""The batch size is written into a view, and the last batch has fewer samples.

A data set is rarely a multiple of the batch size. All batches but the last go
through, so it takes an epoch to show, or the first run on other data.

Fix: Never write the batch size down. Read it off the tensor with
`x.shape[0]`, or leave dim 0 alone with `flatten(1)`.

Tempting: `drop_last=True`. It runs, and in evaluation some samples are never
looked at. A single image for prediction fails as before.
"""

import torch
from torch import nn
from torch.utils.data import DataLoader

MESSAGE = (
    "shape '{asked:shape}' is invalid for input of size {n*K}"
)
READ = (
    "{asked} is what you asked for: is one of its sizes your batch size?",
    "{n*K} is how many numbers this batch has: fewer than the others",
)
ALSO = {
    "size '{asked:shape}' is invalid for input with {n*K} elements":
        "torch 0.4",
}
PHASE = "forward"
SYMPTOM = "the last batch or a single sample fails"
SEE = ("view-reshape-flatten", "dummy-tests-and-shape-comments")


def broken():
    B, D, K = 4, 16, 3
    model = nn.Linear(D, K)
    data = torch.rand(7, D)                # (7, D)
    for x in DataLoader(data, batch_size=B):
        n = len(x)
        asked = (B, K)
        scores = model(x).view(asked)
    return scores


def fixed():
    B, D, K = 4, 16, 3
    model = nn.Linear(D, K)
    data = torch.rand(7, D)                # (7, D)
    for x in DataLoader(data, batch_size=B):
        n = x.shape[0]
        scores = model(x).view(n, K)       # (n, K)
    return scores


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
