"""A whole model is saved, and a lambda in it can't be.

`torch.save(model)` pickles every attribute, and a function is pickled by the
name it can be imported under. A lambda or a function inside a function has no
such name. A hook that is a lambda does it too, and so does a model class that
you wrote inside a function.

Fix: Save `state_dict()`: it has tensors only, and whatever functions you like
can stay in the model.

Tempting: Install `dill`. The file can then be read only where that is, and
still by the same code.
"""

import torch
from torch import nn

MESSAGE = "Can't pickle local object '{name:text}'"
READ = ("{name} is the function or class that only exists inside another",)
ALSO = {
    "Can't get local object '{name:text}'": "newer versions of Python",
    "cannot pickle": "a lock, a generator or an open file in the model",
}
PHASE = "save and load"
SEE = ("parameter-buffer-state-dict",)


def broken():
    model = nn.Linear(8, 3)
    model.scale = lambda x: 2 * x
    torch.save(model, "model.pt")


def fixed():
    model = nn.Linear(8, 3)
    model.scale = lambda x: 2 * x
    torch.save(model.state_dict(), "model.pt")
    print(list(torch.load("model.pt")))


def main():
    try:
        broken()
    except AttributeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
