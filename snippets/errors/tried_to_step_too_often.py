"""The schedule is shorter than the training.

`OneCycleLR` is told beforehand how many steps there will be, and has no rate
for one more. Often the steps were counted as `samples // batch`, which leaves
the last, smaller batch out. Or the run was taken up again and trained for
longer than first planned. Older torch prints one step more than was asked for.

Fix: Count with `len(loader)`, times the epochs. Build a new schedule for a
longer run.

Tempting: Catch the ValueError and train on. The rate stays where the schedule
left it, at almost nothing.
"""

import torch
from torch import nn
from torch.optim.lr_scheduler import OneCycleLR

MESSAGE = (
    "Tried to step {total+1} times. "
    "The specified number of total steps is {total}"
)
READ = (
    "{total+1} is the step that was asked for",
    "{total} is how many steps the schedule was built for",
)
PHASE = "step"
MODELS = ("vit", "rectified_flow")
SEE = ("the-training-loop",)


def broken():
    samples, batch, epochs = 14, 8, 2
    loader = torch.utils.data.DataLoader(range(samples), batch)
    optimizer = torch.optim.SGD(nn.Linear(3, 1).parameters(), lr=0.1)
    total = epochs * (samples // batch)
    scheduler = OneCycleLR(optimizer, max_lr=0.1, total_steps=total)
    for epoch in range(epochs):
        for x in loader:
            optimizer.step()
            scheduler.step()


def fixed():
    samples, batch, epochs = 14, 8, 2
    loader = torch.utils.data.DataLoader(range(samples), batch)
    optimizer = torch.optim.SGD(nn.Linear(3, 1).parameters(), lr=0.1)
    total = epochs * len(loader)
    scheduler = OneCycleLR(optimizer, max_lr=0.1, total_steps=total)
    for epoch in range(epochs):
        for x in loader:
            optimizer.step()
            scheduler.step()


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
