"""The loss was built from the tensors, instead of being called with them.

`nn.CrossEntropyLoss` is a class. Its brackets make a loss and take options
such as weights; the tensors go to what it makes. Here logits and labels arrive
as options, and torch asks whether an option is true.

Fix: Build it once, `criterion = nn.CrossEntropyLoss()`, and call that:
`criterion(logits, labels)`. Or use the function, `F.cross_entropy`.

Tempting: `.any()` or `.all()`, as the same message of numpy suggests. The
tensors do not belong there at all.
"""

import torch
from torch import nn

MESSAGE = "Boolean value of Tensor with more than one value is ambiguous"
ALSO = {
    "bool value of Tensor with more than one value is ambiguous": "torch 1.4",
    "'CrossEntropyLoss' object has no attribute 'backward'": (
        "when what it made is used as the loss"
    ),
    "'MSELoss' object has no attribute 'backward'": (
        "when what it made is used as the loss"
    ),
}
PHASE = "loss"
SEE = ("losses-and-sampling", "the-training-loop")


def broken():
    B, K = 4, 3
    logits = torch.rand(B, K)               # (B, K)
    labels = torch.randint(K, (B,))         # (B,)
    return nn.CrossEntropyLoss(logits, labels)


def fixed():
    B, K = 4, 3
    logits = torch.rand(B, K)               # (B, K)
    labels = torch.randint(K, (B,))         # (B,)
    criterion = nn.CrossEntropyLoss()
    return criterion(logits, labels)        # ()


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
