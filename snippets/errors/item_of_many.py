"""One Python number was asked of a tensor that holds several.

`.item()` wants a tensor with one number in it. Here the loss was built with
`reduction="none"`, so it has a number per sample. A metric per class, or a
whole batch of scores, is the same.

Fix: Decide how many become one: `.mean()`, `.sum()`, `.max()`, or one place,
`x[0]`. If you want all of them, `.tolist()`.

Tempting: `.item()` on the first one, `loss[0].item()`. It prints a number, and
that is the loss of one sample.
"""

import torch
from torch.nn import functional as F

MESSAGE = "a Tensor with {n} elements cannot be converted to Scalar"
READ = ("{n} is how many numbers the tensor holds, over all its dims",)
ALSO = {
    "can only convert an array of size 1 to a Python scalar": "NumPy",
}
PHASE = "loss"
SEE = ("into-and-out-of-tensors", "losses-and-sampling")


def broken():
    B, K = 4, 3
    scores = torch.rand(B, K)               # (B, K)
    labels = torch.arange(B) % K            # (B,)
    loss = F.cross_entropy(scores, labels, reduction="none")  # (B,)
    n = loss.numel()
    return loss.item()


def fixed():
    B, K = 4, 3
    scores = torch.rand(B, K)               # (B, K)
    labels = torch.arange(B) % K            # (B,)
    loss = F.cross_entropy(scores, labels, reduction="none")  # (B,)
    return loss.mean().item()


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
