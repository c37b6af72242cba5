"""The model was asked for a layer under a name that it does not have.

A module knows its layers by the names they were assigned to in `__init__`.
The one that is read here is another: misspelled, assigned in an `if` that did
not run, or called `fc` in one architecture and `head` in the next. A model
inside `nn.DataParallel` keeps all its layers in `model.module`.

Fix: `print(model)` lists each name there is. Use one of those where it is
read, or assign the layer in `__init__` under the name you meant.

Tempting: Assign the new layer to the missing name. Nothing is raised, and
`forward` goes on with the layer it knows.
"""

import torch
from torch import nn

MESSAGE = "'{net:word}' object has no attribute 'fc'"
READ = ("{net} is the class of the object that was asked",)
ALSO = {
    "'Net' object has no attribute '": "any name, in a class Net",
    "'Model' object has no attribute '": "any name, in a class Model",
    "'Sequential' object has no attribute '": "its layers have numbers",
    "'{net:word}' object has no attribute 'conv1'": "a layer of that name",
    "'{net:word}' object has no attribute 'conv2'": "a layer of that name",
    "'{net:word}' object has no attribute 'fc1'": "a layer of that name",
    "'{net:word}' object has no attribute 'fc2'": "a layer of that name",
    "'{net:word}' object has no attribute 'linear'": "a layer of that name",
    "'{net:word}' object has no attribute 'head'": "a layer of that name",
    "'{net:word}' object has no attribute 'classifier'": "another head",
    "'{net:word}' object has no attribute 'features'": "another body",
}
PHASE = "build"
MODELS = ("cnn", "vit")
SEE = ("nn-module-sequential",)


class Net(nn.Module):
    def __init__(self, D, K):
        super().__init__()
        self.body = nn.Linear(D, D)
        self.head = nn.Linear(D, K)

    def forward(self, x):
        return self.head(self.body(x).relu())


def broken():
    D, old, K = 32, 1000, 10
    model = Net(D, old)
    model.fc = nn.Linear(model.fc.in_features, K)
    return model


def fixed():
    B, D, old, K = 4, 32, 1000, 10
    model = Net(D, old)
    model.head = nn.Linear(model.head.in_features, K)
    x = torch.rand(B, D)                # (B, D)
    return model(x)                     # (B, K)


def tempting():
    B, D, old, K = 4, 32, 1000, 10
    model = Net(D, old)
    model.fc = nn.Linear(D, K)
    x = torch.rand(B, D)                # (B, D)
    logits = model(x)                   # (B, old)
    print(f"{K} classes wanted, {logits.shape[1]} come out")


def main():
    try:
        broken()
    except AttributeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
