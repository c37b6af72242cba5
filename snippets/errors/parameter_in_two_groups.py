"""One parameter was handed to the optimizer in two groups.

Each group has its own learning rate, so a parameter that is in two of them
would be moved twice. Here the second group has the head, and the first has
the whole model: the head is in there as well. Two modules that share a
weight do the same.

Fix: Make the first group what is left: the parameters whose `id` is not among
those of the head.

Tempting: Take two optimizers, one for each group. Nothing is raised, and the
head is moved by both.
"""

import torch
from torch import nn, optim

MESSAGE = "some parameters appear in more than one parameter group"
PHASE = "build"
MODELS = ("vit", "cnn")
SEE = ("initialize-count-freeze", "the-training-loop")


def broken():
    D, K = 32, 10
    model = nn.Sequential(nn.Linear(D, D), nn.Linear(D, K))
    body = {"params": model.parameters(), "lr": 1e-4}
    head = {"params": model[-1].parameters(), "lr": 1e-2}
    return optim.SGD([body, head])


def fixed():
    D, K = 32, 10
    model = nn.Sequential(nn.Linear(D, D), nn.Linear(D, K))
    of_head = {id(p) for p in model[-1].parameters()}
    rest = [p for p in model.parameters() if id(p) not in of_head]
    body = {"params": rest, "lr": 1e-4}
    head = {"params": model[-1].parameters(), "lr": 1e-2}
    return optim.SGD([body, head])


def tempting():
    w = nn.Parameter(torch.zeros(2))    # (2,)
    twice = optim.SGD([w], lr=0.5), optim.SGD([w], lr=0.25)
    loss = w.sum()                      # ()
    loss.backward()
    for optimizer in twice:
        optimizer.step()
    print(f"rates 0.5 and 0.25, a step of {-w[0].item()}")


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
