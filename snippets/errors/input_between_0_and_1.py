"""`BCELoss` takes probabilities, and these are logits, or NaN.

What a `Linear` gives is any number. `BCELoss` takes the log of it, so it wants
it between 0 and 1. If a sigmoid is there already, look for NaN: it is between
no numbers, and says the same.

Fix: `F.binary_cross_entropy_with_logits` on the logits. It does the sigmoid
inside, and stays finite where a sigmoid rounds to 0 or 1.

Tempting: `logits.clamp(0, 1)`. It runs, and each logit outside gets no
gradient any more, the very wrong ones above all.
"""

import torch
from torch.nn import functional as F

MESSAGE = "all elements of input should be between 0 and 1"
ALSO = {
    "Assertion `input_val >= zero && input_val <= one` failed": "CUDA",
    "Assertion `input >= 0. && input <= 1.` failed": "CUDA, older torch",
    "Assertion `*input >= 0. && *input <= 1.` failed": "CUDA, older torch",
}
PHASE = "loss"
SEE = ("losses-and-sampling",)


def broken():
    B = 6
    logits = torch.linspace(-2, 3, B)               # (B,)
    target = torch.ones(B)                          # (B,)
    return F.binary_cross_entropy(logits, target)


def fixed():
    B = 6
    logits = torch.linspace(-2, 3, B)               # (B,)
    target = torch.ones(B)                          # (B,)
    return F.binary_cross_entropy_with_logits(logits, target)  # ()


def tempting():
    B = 6
    logits = torch.linspace(-2, 3, B)               # (B,)
    target = torch.ones(B)                          # (B,)
    logits.requires_grad_()                         # (B,)
    inside = logits.clamp(0, 1)                     # (B,)
    F.binary_cross_entropy(inside, target).backward()
    return logits.grad                              # (B,)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()
    print(f"logits that get a gradient: {tempting().count_nonzero()}")


if __name__ == "__main__":
    main()
