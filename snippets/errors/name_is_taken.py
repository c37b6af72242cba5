"""The name you register is taken: the module has an attribute of that name.

`register_buffer`, `add_module` and the keys of a `ModuleDict` make attributes
and never overwrite one. A line above set the name, often to `None`, or it is a
name that every module has, such as `type`, `keys` or `forward`.

Fix: Register once, and set nothing before: `register_buffer(name, None)` makes
an empty place that can be filled later. For keys, another word.

Tempting: `self.mask = mask` instead of `register_buffer`. It runs, and the mask
stays behind when the model moves to the GPU.
"""

import torch
from torch import nn

MESSAGE = "attribute '{name:word}' already exists"
READ = ("{name} is the name that is taken",)
PHASE = "build"
MODELS = ("char_gpt",)
SEE = ("parameter-buffer-state-dict",)


class Twice(nn.Module):
    def __init__(self, L):
        super().__init__()
        self.mask = None
        mask = torch.ones(L, L).tril()  # (L, L)
        self.register_buffer("mask", mask)


def broken():
    L = 16
    return Twice(L)


class Once(nn.Module):
    def __init__(self, L):
        super().__init__()
        mask = torch.ones(L, L).tril()  # (L, L)
        self.register_buffer("mask", mask)


def fixed():
    L = 16
    return Once(L)


def main():
    try:
        broken()
    except KeyError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
