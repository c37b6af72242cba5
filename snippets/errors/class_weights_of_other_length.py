"""The loss has another number of class weights than the model has classes.

One weight belongs to each column of the logits. Weights that are worked out
from labels have one number per class that was found there, and a class that
doesn't occur in this batch or this split gets none.

Fix: Count with `torch.bincount(y, minlength=K)`, over the whole training set,
and once. A class that never occurs has a count of 0: clamp before you divide.

Tempting: Build the model with as many classes as there are weights. The labels
keep their numbers, and the largest of them is then out of bounds.
"""

import torch
from torch.nn import functional as F

MESSAGE = (
    "weight tensor should be defined either for all {K} classes or no classes "
    "but got weight tensor of shape: {weights:shape}"
)
READ = (
    "{K} is how many columns the logits have",
    "{weights} is the shape of the weights: it should be that one number",
)
ALSO = {
    "weight tensor should be defined either for all or no classes":
        "logits of images, and older versions",
}
PHASE = "loss"
MODELS = ("cnn", "vit")
SEE = ("losses-and-sampling",)


def broken():
    B, K = 6, 4
    logits = torch.rand(B, K)           # (B, K)
    y = torch.tensor([0, 1, 1, 3, 3, 3])  # (B,)
    _, counts = y.unique(return_counts=True)
    weights = 1 / counts
    return F.cross_entropy(logits, y, weight=weights)


def fixed():
    B, K = 6, 4
    logits = torch.rand(B, K)           # (B, K)
    y = torch.tensor([0, 1, 1, 3, 3, 3])  # (B,)
    counts = torch.bincount(y, minlength=K)  # (K,)
    weights = 1 / counts.clamp(min=1)   # (K,)
    return F.cross_entropy(logits, y, weight=weights)  # ()


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
