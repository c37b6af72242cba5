"""Beside the weights the checkpoint holds a number or an array of NumPy.

A best accuracy from `np.mean` is a NumPy scalar, and that is pickled as a call
of a NumPy function. Since torch 2.6 `torch.load` refuses such calls unless you
allow them. The weights themselves are fine.

Fix: Save plain numbers, `float(acc)`, and tensors in place of arrays. A file
that exists can be read with `weights_only=False` if you made it yourself.

Tempting: Allow each name with `add_safe_globals`. The next line then names the
next one: there are three or four behind a single number.
"""

from pickle import UnpicklingError

import numpy as np
import torch
from torch import nn

MESSAGE = (
    "Unsupported global: GLOBAL numpy.{what:word} was not an allowed global "
    "by default"
)
READ = ("numpy.{what} builds a number or an array of NumPy",)
PHASE = "save and load"
SEE = ("parameter-buffer-state-dict", "into-and-out-of-tensors")


def broken():
    acc = np.mean([0.8, 0.9])
    model = nn.Linear(8, 3)
    torch.save({"model": model.state_dict(), "acc": acc}, "model.pt")
    return torch.load("model.pt")


def fixed():
    acc = float(np.mean([0.8, 0.9]))
    model = nn.Linear(8, 3)
    torch.save({"model": model.state_dict(), "acc": acc}, "model.pt")
    return torch.load("model.pt")


def main():
    try:
        broken()
    except UnpicklingError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
