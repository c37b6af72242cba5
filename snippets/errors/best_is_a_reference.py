"""The best weights that you kept are the weights of the last epoch.

`state_dict()` copies nothing. It is a dict of the very tensors the optimizer
writes to, so `best` goes on training. At the end you load the model into
itself.

Fix: Copy when you keep them, with `copy.deepcopy(model.state_dict())`, or save
them to a file at once.

Tempting: `best = dict(model.state_dict())`. That copies the names; the tensors
are the same ones.

Check: What was kept must not change when the model takes another step.
"""

from copy import deepcopy

import torch
from torch import nn

PHASE = "save and load"
SYMPTOM = "good before saving, bad after loading"
MODELS = ("cnn", "char_gpt")
SEE = ("parameter-buffer-state-dict", "the-training-loop")


def step(model):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    model(torch.rand(4, 8)).sum().backward()
    optimizer.step()


def broken():
    model = nn.Linear(8, 3)
    best = model.state_dict()
    return model, best


def fixed():
    model = nn.Linear(8, 3)
    best = deepcopy(model.state_dict())
    return model, best


def tempting():
    model = nn.Linear(8, 3)
    best = dict(model.state_dict())
    shared = best["weight"].data_ptr() == model.weight.data_ptr()
    print(f"dict() shares the weight's memory: {shared}")


def check(kept):
    model, best = kept
    then = {name: weight.clone() for name, weight in best.items()}
    step(model)
    moved = [name for name in best if not best[name].equal(then[name])]
    assert not moved, f"one more step changed the best {', '.join(moved)}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())
    tempting()


if __name__ == "__main__":
    main()
