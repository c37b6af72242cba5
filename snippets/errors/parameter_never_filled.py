"""A parameter was made with `torch.empty`, and nobody filled it.

`torch.empty` reserves memory and leaves in it what was there. PyTorch's layers
begin like that, and fill it in `reset_parameters`. A parameter of your own has
no such line unless you write it. Some runs start at zeros, some at NaN.

Fix: `torch.zeros`, `torch.ones`, or an `nn.init` function, in the
constructor.

Check: Build the model under `torch.use_deterministic_algorithms(True)`: there
PyTorch fills what is not set with NaN. Then look for NaN in all parameters.
"""

import torch
from torch import nn

PHASE = "build"
SYMPTOM = "NaN or inf"
MODELS = ("vit", "char_gpt")
SEE = ("make-tensors", "initialize-count-freeze")


class Scale(nn.Module):
    def __init__(self, D):
        super().__init__()
        self.scale = nn.Parameter(torch.empty(D))       # (D,)

    def forward(self, x):
        return x * self.scale


def broken():
    return lambda: nn.Sequential(nn.Linear(4, 8), Scale(8))


class Mended(nn.Module):
    def __init__(self, D):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(D))        # (D,)

    def forward(self, x):
        return x * self.scale


def fixed():
    return lambda: nn.Sequential(nn.Linear(4, 8), Mended(8))


def check(build):
    torch.use_deterministic_algorithms(True)
    found = build().state_dict().items()
    torch.use_deterministic_algorithms(False)
    unset = [name for name, x in found if x.isnan().any()]
    assert not unset, f"never filled: {unset}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
