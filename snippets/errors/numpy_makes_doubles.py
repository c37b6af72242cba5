"""The input is float64, and the layer's weights are float32.

NumPy and pandas compute in float64, and `from_numpy` and `torch.tensor` keep
what they get. PyTorch's layers are made in float32, and a product takes one
dtype. Whole numbers and half meet the same sentence.

Fix: Convert where the data comes in: `torch.from_numpy(rows).float()`.

Tempting: `model.double()`. It runs, at half the speed or less on most GPUs,
in twice the memory, for digits that training does not need.
"""

import numpy
import torch
from torch import nn

MESSAGE = (
    "mat1 and mat2 must have the same dtype, but got {x:word} and "
    "{weight:word}"
)
READ = (
    "{x} is the dtype of your input",
    "{weight} is the dtype of the layer's weight",
)
ALSO = {
    "expected scalar type Float but found Double": "torch 1.8 to 2.0",
    "Expected object of scalar type Float but got scalar type Double for "
    "argument #4 'mat1' in call to _th_addmm": "torch 1.3 to 1.5",
    "Expected object of type torch.FloatTensor but found type "
    "torch.DoubleTensor for argument #4 'mat1'": "torch 0.4 and 1.0",
    "expected m1 and m2 to have the same dtype, but got: double != float": (
        "a Linear without bias"
    ),
    "mixed dtype (CPU): all inputs must share same datatype": "a norm",
    "mixed dtype (CPU): expect parameter to have scalar type of Float": (
        "a norm, its input in half"
    ),
    "RNN input dtype (torch.float64) does not match weight dtype": "RNNs",
    "Found dtype Double but expected Float": "targets, in backward",
    "Cannot convert a MPS Tensor to float64 dtype as the MPS framework "
    "doesn't support float64.": "Apple GPUs",
}
PHASE = "forward"
MODELS = ("cnn", "vae", "audio")
SEE = ("device-and-dtype", "into-and-out-of-tensors")


def broken():
    B, D, K = 6, 4, 3
    rows = numpy.linspace(0, 1, B * D).reshape(B, D)
    x = torch.from_numpy(rows)                  # (B, D)
    head = nn.Linear(D, K)
    return head(x)


def fixed():
    B, D, K = 6, 4, 3
    rows = numpy.linspace(0, 1, B * D).reshape(B, D)
    x = torch.from_numpy(rows).float()          # (B, D)
    head = nn.Linear(D, K)
    return head(x)                              # (B, K)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
