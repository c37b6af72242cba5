"""The target of a binary loss is whole numbers, and it has to be floats.

A binary target is a probability: 0.0, 1.0, or something between. Labels of 0
and 1 arrive as long, and the loss cannot write its decimal numbers into them.
It is the other way round than in `cross_entropy`, which wants long. `BCELoss`
minds a float64 target from numpy as well.

Fix: `target.float()`, where the labels are read.

Tempting: Make the prediction long, so that both agree. The loss then has
nothing to train: whole numbers have no gradient.
"""

import torch
from torch.nn import functional as F

MESSAGE = (
    "result type {logits:word} can't be cast to the desired output type "
    "{target:word}"
)
READ = (
    "{logits} is the dtype that the result has, from the predictions",
    "{target} is the dtype of the target it cannot be written into",
)
ALSO = {
    "Found dtype {target:word} but expected {logits:word}": "BCELoss, and "
    "huber_loss in its backward; in older torch also mse_loss",
    "expected dtype {logits:word} but got dtype {target:word}": "torch 1.5, "
    "mse_loss in its backward",
}
PHASE = "loss"
SEE = ("device-and-dtype", "losses-and-sampling")


def broken():
    B = 4
    logits = torch.rand(B)                      # (B,)
    target = torch.tensor([0, 1, 1, 0])         # (B,)
    return F.binary_cross_entropy_with_logits(logits, target)


def fixed():
    B = 4
    logits = torch.rand(B)                      # (B,)
    target = torch.tensor([0, 1, 1, 0])         # (B,)
    target = target.float()                     # (B,)
    return F.binary_cross_entropy_with_logits(logits, target)  # ()


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
