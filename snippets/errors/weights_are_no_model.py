"""What `torch.load` gave is a dict of weights, and it was used as a model.

A `state_dict` has names and tensors. It has no `forward`, no layers and no
`eval`: the code of the model is not in the file. It has to come from your
class.

Fix: Build the model, then load the weights into it.

Tempting: Save the whole model instead, with `torch.save(model, path)`. The file
then depends on where your class stands, and it breaks when that changes.
"""

import torch
from torch import nn

MESSAGE = "'collections.OrderedDict' object has no attribute 'eval'"
ALSO = {
    "'OrderedDict' object has no attribute 'eval'": "some versions of Python",
    "'collections.OrderedDict' object has no attribute 'to'": "model.to(...)",
    "'collections.OrderedDict' object is not callable": "model(x)",
    "'dict' object has no attribute 'eval'": "a checkpoint with other entries",
}
PHASE = "save and load"
SEE = ("parameter-buffer-state-dict",)


def broken():
    torch.save(nn.Linear(8, 3).state_dict(), "model.pt")
    model = torch.load("model.pt")
    model.eval()


def fixed():
    torch.save(nn.Linear(8, 3).state_dict(), "model.pt")
    model = nn.Linear(8, 3)
    model.load_state_dict(torch.load("model.pt"))
    model.eval()


def main():
    try:
        broken()
    except AttributeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
