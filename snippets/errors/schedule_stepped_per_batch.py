"""The schedule counts epochs, and `step` is called for every batch.

`StepLR(optimizer, step_size=30)` waits for 30 calls of `scheduler.step()`,
whatever a call stands for. Called per batch, the rate falls within the first
epoch, and from then on nothing is learned. The opposite happens too: a warmup
or a `OneCycleLR` counts batches, and called per epoch it never gets going.

Fix: Say in one unit what you count. Epochs: `scheduler.step()` after the loop
over the batches. Batches: inside it, and the number of all batches as total.

Tempting: A larger `step_size`, until the curve looks right. It is right for
this batch size and this dataset only.

Check: Train for one epoch and look at the rate. A schedule of epochs still has
the one it began with.
"""

import torch
from torch import nn
from torch.nn import functional as F
from torch.optim.lr_scheduler import StepLR

PHASE = "step"
SYMPTOM = "the loss does not fall"
MODELS = ("cnn", "vit")
SEE = ("the-training-loop",)


def broken():
    def train_epoch(model, batches, optimizer, scheduler):
        for x, y in batches:
            loss = F.mse_loss(model(x), y)  # ()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            scheduler.step()

    return train_epoch


def fixed():
    def train_epoch(model, batches, optimizer, scheduler):
        for x, y in batches:
            loss = F.mse_loss(model(x), y)  # ()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        scheduler.step()

    return train_epoch


def check(train_epoch):
    B, D, epochs = 4, 3, 2
    model = nn.Linear(D, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    scheduler = StepLR(optimizer, step_size=epochs, gamma=0.1)
    batches = [(torch.rand(B, D), torch.rand(B, 1)) for _ in range(6)]
    train_epoch(model, batches, optimizer, scheduler)
    rate = optimizer.param_groups[0]["lr"]
    assert rate == 0.1, f"one epoch of {epochs}, and the rate is {rate:.4f}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
