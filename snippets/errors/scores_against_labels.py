"""A score for each class is compared with the number of the class.

The model gives `K` scores per sample, `(B, K)`; the labels are one number per
sample, `(B,)`. Lined up on the right, the classes meet the batch. `mse_loss`
and `==` both want two tensors of one shape.

Fix: For the loss, take `F.cross_entropy`: it wants exactly these two shapes.
For the accuracy, let `argmax(dim=1)` choose a class first. A loss that needs a
target for each score gets `F.one_hot(labels, K).float()`.

Tempting: Make the sizes fit with `labels.unsqueeze(1)`. It runs, and each of
the `K` scores is pulled towards the number of the class.
"""

import torch
from torch.nn import functional as F

MESSAGE = (
    "The size of tensor a ({K}) must match the size of tensor b ({B}) "
    "at non-singleton dimension {dim:any}"
)
READ = (
    "{K} is how many classes the model tells apart, {B} how many labels "
    "there are: the batch",
)
PHASE = "loss"
MODELS = ("cnn", "vit")
SEE = ("losses-and-sampling", "broadcasting")


def broken():
    B, K = 6, 10
    scores = torch.rand(B, K)               # (B, K)
    labels = torch.randint(K, (B,))         # (B,)
    return (scores == labels).sum()


def fixed():
    B, K = 6, 10
    scores = torch.rand(B, K)               # (B, K)
    labels = torch.randint(K, (B,))         # (B,)
    loss = F.cross_entropy(scores, labels)  # ()
    chosen = scores.argmax(dim=1)           # (B,)
    right = (chosen == labels).sum()        # ()
    return loss, right


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
