"""A method was called on a class, not on an object made from it.

`Net` is the plan of a model, `Net()` is a model. Without the brackets there
is no object for the method to work on, and that object is what Python calls
`self`. An optimizer's class does the same: `optim.Adam.zero_grad()`.

Fix: Make the object first, `model = Net()`, with what its `__init__` needs,
and call the method on that.

Tempting: Write `Net().parameters()` at each place. Each pair of brackets
makes a new model, so the optimizer trains one that nobody calls.
"""

import torch
from torch import nn, optim

MESSAGE = "{method:word}() missing 1 required positional argument: 'self'"
READ = ("{method} is the method that was called without an object",)
PHASE = "build"
SEE = ("nn-module-sequential", "the-training-loop")


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.head = nn.Linear(32, 10)

    def forward(self, x):
        return self.head(x)


def broken():
    model = Net
    return optim.SGD(model.parameters(), lr=0.1)


def fixed():
    model = Net()
    return optim.SGD(model.parameters(), lr=0.1)


def tempting():
    optimizer = optim.SGD(Net().parameters(), lr=0.1)
    model = Net()
    before = model.head.weight.clone()  # (10, 32)
    x = torch.rand(4, 32)               # (4, 32)
    loss = model(x).sum()               # ()
    loss.backward()
    optimizer.step()
    print(f"after a step it is as before: {model.head.weight.equal(before)}")


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
