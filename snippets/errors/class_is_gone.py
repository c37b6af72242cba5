"""The file names a class, and there is no class of that name any more.

A pickled model holds no code. It holds the module and the name of its class, as
`train.Net`, and looks both up when it is loaded. The class was renamed here.
Elsewhere it stood in a notebook or in the script that was started, then its
module is called `__main__`, and in your script that is another file. Here
`train_py` stands in for a file `train.py`.

Fix: Save `state_dict()`, which has no class in it. For a file that exists, give
the class its old name again, load, and save the weights.

Tempting: Copy the class into the script that loads. It works until the next
script loads the file.
"""

import sys
import types

import torch
from torch import nn

MESSAGE = "Can't get attribute '{gone:word}' on <module '{file:text}'"
READ = (
    "{gone} is the class that the file wants",
    "{file} is where it was when the file was made",
)
ALSO = {
    "No module named 'models'": "the folder is not there; yours may be another",
    "No module named 'train'": "the script was moved",
}
PHASE = "save and load"
SEE = ("parameter-buffer-state-dict",)


class Net(nn.Linear):
    pass


def train_py():
    train = types.ModuleType("train")
    train.Net, Net.__module__ = Net, "train"
    sys.modules["train"] = train
    return train


def broken():
    train = train_py()
    torch.save(train.Net(8, 3), "model.pt")
    train.Classifier = train.Net
    del train.Net
    return torch.load("model.pt", weights_only=False)


def fixed():
    train = train_py()
    torch.save(train.Net(8, 3).state_dict(), "model.pt")
    train.Classifier = train.Net
    del train.Net
    model = train.Classifier(8, 3)
    model.load_state_dict(torch.load("model.pt"))
    return model


def main():
    try:
        broken()
    except AttributeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
