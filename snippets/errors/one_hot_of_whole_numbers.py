"""Whole numbers stand where the loss reads a probability per class.

`cross_entropy` takes two kinds of target. (B,) of dtype long is a class per
sample. The shape of the logits means a probability per class, and that is a
float. One-hot labels from `F.one_hot` are long. Class numbers on both sides,
`logits.argmax(1)` against labels, say the same.

Fix: Hand over the class numbers themselves: no one-hot is needed. For real
probabilities, or smoothed labels, `.float()` is right.

Tempting: `logits.argmax(1)`, so that both are class numbers. The loss needs
the logits, and an argmax passes no gradient.
"""

import torch
from torch.nn import functional as F

MESSAGE = (
    "Expected floating point type for target with class probabilities, "
    "got {target:word}"
)
READ = ("{target} is the dtype of the target; probabilities are floats",)
PHASE = "loss"
MODELS = ("cnn", "vit", "unet")
SEE = ("losses-and-sampling",)


def broken():
    B, K = 4, 3
    logits = torch.rand(B, K)                   # (B, K)
    labels = torch.tensor([0, 2, 1, 2])         # (B,)
    target = F.one_hot(labels, K)               # (B, K)
    return F.cross_entropy(logits, target)


def fixed():
    B, K = 4, 3
    logits = torch.rand(B, K)                   # (B, K)
    labels = torch.tensor([0, 2, 1, 2])         # (B,)
    return F.cross_entropy(logits, labels)      # ()


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
