"""The labels are decimal numbers, and cross entropy takes class numbers.

A target of shape (B,) is read as one class per sample, and a class is a whole
number of dtype long. Labels that went through numpy, pandas or
`torch.Tensor(...)` are often floats, and int32 is not long either.

Fix: Make them long where they are read: `torch.tensor(labels)` of whole
numbers, or `labels.long()`.

Tempting: Make the logits long, because the message asks for long. It asks it
of the target. Rounded logits have no gradient.
"""

import torch
from torch.nn import functional as F

MESSAGE = "expected target dtype to be Long or Byte, but got {labels:word}"
READ = ("{labels} is the dtype of the target, the second argument",)
ALSO = {
    "expected scalar type Long but found {labels:word}": "older torch",
    "Expected object of scalar type Long but got scalar type {labels:word} "
    "for argument #2 'target'": "torch 1.7 and older",
    '"nll_loss_forward_reduce_cuda_kernel_2d_index" not implemented for '
    "'{labels:word}'": "CUDA",
}
PHASE = "loss"
MODELS = ("cnn", "vit", "clip")
SEE = ("device-and-dtype", "losses-and-sampling")


def broken():
    B, K = 4, 3
    logits = torch.rand(B, K)                   # (B, K)
    labels = torch.Tensor([0, 2, 1, 2])         # (B,)
    return F.cross_entropy(logits, labels)


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
