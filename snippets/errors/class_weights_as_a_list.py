"""The weights of a loss have to be a tensor, and a list or an array came.

A loss keeps its class weights as a buffer, so that they move with it to the
GPU. A buffer is a tensor. What `compute_class_weight` of scikit-learn returns
is a NumPy array of float64.

Fix: `torch.tensor(weights, dtype=torch.float32)`: a tensor, and of the dtype
that the logits have.

Tempting: `torch.from_numpy(weights)` alone. It stays float64, and the loss then
says "expected scalar type Float but found Double".
"""

import torch
from torch import nn

MESSAGE = (
    "cannot assign '{kind:word}' object to buffer '{name:word}' "
    "(torch Tensor or None required)"
)
READ = (
    "{kind} is what you gave",
    "{name} is the buffer it was meant for; a loss has `weight` or "
    "`pos_weight`",
)
ALSO = {
    "cannot assign '{kind:word}' as buffer '{name:word}' "
    "(torch.nn.Buffer, torch.Tensor or None expected)":
        "assigned to a buffer that is there already",
    "cannot assign '{kind:word}' as buffer '{name:word}' "
    "(torch.Tensor or None expected)": "the same in older versions",
}
PHASE = "build"
MODELS = ("cnn", "vit")
SEE = ("losses-and-sampling", "parameter-buffer-state-dict")


def broken():
    weights = [0.2, 0.3, 0.5]
    return nn.CrossEntropyLoss(weight=weights)


def fixed():
    B, K = 4, 3
    weights = [0.2, 0.3, 0.5]
    weights = torch.tensor(weights)     # (K,)
    loss = nn.CrossEntropyLoss(weight=weights)
    logits = torch.rand(B, K)           # (B, K)
    return loss(logits, torch.arange(B) % K)  # ()


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
