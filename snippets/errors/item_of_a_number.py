"""`.item()` was asked of something that is a Python number already.

`.item()` turns a tensor with one number into a Python number, and a Python
number has no `.item()`. It is one when `.item()` was called before, or when a
total began at 0 and no tensor was added to it.

Fix: Call `.item()` once, where the tensor is made, and keep numbers from there.

Tempting: `try` and `except` around it, or a test for the type at each place.
Decide once where tensors end, and everything after that line is plain Python.
"""

import torch

MESSAGE = "'int' object has no attribute 'item'"
ALSO = {
    "'float' object has no attribute 'item'": "a loss or a mean",
    "'list' object has no attribute 'item'": "after .tolist()",
}
PHASE = "evaluate"
SEE = ("into-and-out-of-tensors",)


def broken():
    K = 4
    batches = [(torch.eye(K), torch.arange(K))]
    right = 0
    for logits, y in batches:
        right += (logits.argmax(1) == y).sum().item()
    return right.item()


def fixed():
    K = 4
    batches = [(torch.eye(K), torch.arange(K))]
    right = 0
    for logits, y in batches:
        right += (logits.argmax(1) == y).sum().item()
    return right


def main():
    try:
        broken()
    except AttributeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
