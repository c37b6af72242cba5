"""The file holds a whole model, and `torch.load` reads only weights.

`torch.save(model)` pickles the object, and to unpickle an object is to run code
that the file names. Since torch 2.6 `weights_only=True` is the default, which
reads tensors, dicts and numbers, and refuses any other class.

Fix: Save `model.state_dict()`, and load it into a model you build. For a file
that exists, load it once with `weights_only=False`, if you trust who made it,
and save its `state_dict`.

Tempting: `weights_only=False` for good. A file from the internet may then run
anything on your machine.
"""

from pickle import UnpicklingError

import torch
from torch import nn

MESSAGE = (
    "Unsupported global: GLOBAL {what:word} was not an allowed global "
    "by default"
)
READ = ("{what} is the class or function that the file asks for",)
ALSO = {
    "Weights only load failed.": "the first line of it",
}
PHASE = "save and load"
SEE = ("parameter-buffer-state-dict",)


class Net(nn.Module):
    def __init__(self, D, K):
        super().__init__()
        self.head = nn.Linear(D, K)


def broken():
    torch.save(Net(D=8, K=3), "model.pt")
    return torch.load("model.pt")


def fixed():
    torch.save(Net(D=8, K=3).state_dict(), "model.pt")
    model = Net(D=8, K=3)
    model.load_state_dict(torch.load("model.pt"))
    return model


def main():
    try:
        broken()
    except UnpicklingError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
