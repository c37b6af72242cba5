"""A label is not one of the classes that the logits have.

With `K` columns of logits the labels are 0 to `K - 1`. Here they were counted
from 1, so the last class has no column. A layer with too few outputs says the
same, and so do -1 or 255 as a mark for "no label".

Fix: Subtract 1, once, where the labels are read. For marks pass
`ignore_index=255`. On a GPU the message names no label: run the batch on the
CPU once, and it does.

Tempting: Give the layer one more output. It runs, and output 0 is trained to
be nobody.
"""

import torch
from torch.nn import functional as F

MESSAGE = "Target {K} is out of bounds."
READ = ("{K} is the label; it has to be below the logits' number of columns",)
ALSO = {
    "Assertion `t >= 0 && t < n_classes` failed": "CUDA, with "
    "'device-side assert triggered'",
    "Assertion `cur_target >= 0 && cur_target < n_classes` failed": (
        "CUDA, torch 1.x"
    ),
}
PHASE = "loss"
MODELS = ("cnn", "vit", "char_gpt")
SEE = ("losses-and-sampling",)


def broken():
    B, K = 4, 5
    logits = torch.rand(B, K)               # (B, K)
    labels = torch.tensor([1, 2, K, 1])     # (B,)
    return F.cross_entropy(logits, labels)


def fixed():
    B, K = 4, 5
    logits = torch.rand(B, K)               # (B, K)
    labels = torch.tensor([1, 2, K, 1])     # (B,)
    return F.cross_entropy(logits, labels - 1)  # ()


def tempting():
    B, K = 4, 5
    logits = torch.rand(B, K + 1)           # (B, K+1)
    labels = torch.tensor([1, 2, K, 1])     # (B,)
    return F.cross_entropy(logits, labels)  # ()


def main():
    try:
        broken()
    except IndexError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
