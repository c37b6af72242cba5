"""The learning rate begins at the top again: the schedule was not restored.

A scheduler counts its own steps, and a fresh one starts at 0. `LambdaLR`, which
most warmups are made with, works out the rate from that count and from the
rate at the start, so a model that was nearly done gets large steps again.
`CosineAnnealingLR` changes the rate it finds: it begins where it was, and then
falls far too slowly.

Fix: Save `scheduler.state_dict()` beside the other two. Build all three, then
load all three.

Tempting: Load the optimizer alone, for the rate is in its groups. It is, until
the fresh schedule writes over it.

Check: Resume, and compare the next learning rate with that of the training that
went on.
"""

import torch
from torch import nn
from torch.optim.lr_scheduler import LambdaLR

PHASE = "save and load"
SYMPTOM = "good before saving, bad after loading"
MODELS = ("char_gpt",)
SEE = ("the-training-loop",)


def build():
    optimizer = torch.optim.AdamW(nn.Linear(8, 3).parameters(), lr=0.1)
    return optimizer, LambdaLR(optimizer, lambda step: 1 - step / 100)


def rates(optimizer, scheduler, steps):
    found = []
    for _ in range(steps):
        optimizer.step()
        scheduler.step()
        found.append(scheduler.get_last_lr()[0])
    return found


def broken():
    running = build()
    rates(*running, steps=80)
    resumed = build()
    resumed[0].load_state_dict(running[0].state_dict())
    return running, resumed


def fixed():
    running = build()
    rates(*running, steps=80)
    resumed = build()
    resumed[0].load_state_dict(running[0].state_dict())
    resumed[1].load_state_dict(running[1].state_dict())
    return running, resumed


def check(runs):
    on, again = [rates(*run, steps=1)[0] for run in runs]
    assert abs(on - again) < 1e-9, f"lr {again:.3f} where it was {on:.3f}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
