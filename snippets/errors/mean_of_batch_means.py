"""The mean of the batches' means counts each sample of a small batch too much.

A loss or an accuracy of a batch is a mean over its samples. The last batch is
often smaller, and in the mean of the means it weighs as much as a full one.
With tokens it is worse: each batch has another number that counts.

Fix: Add up sums, and divide once by the number of samples (or tokens).

Tempting: `drop_last=True` in the validation loader. The batches are then equal,
and some samples are never looked at.

Check: An evaluation must not depend on the batch size.
"""

import torch
from torch import nn
from torch.nn import functional as F
PHASE = "evaluate"
SYMPTOM = "it trains, and the result is wrong"
MODELS = ("cnn", "char_gpt")
SEE = ("the-training-loop", "losses-and-sampling")


def broken():
    @torch.no_grad()
    def evaluate(model, batches):
        total = 0
        for x, y in batches:
            loss = F.mse_loss(model(x), y)  # ()
            total += loss.item()
        return total / len(batches)

    return evaluate


def fixed():
    @torch.no_grad()
    def evaluate(model, batches):
        total, seen = 0, 0
        for x, y in batches:
            loss = F.mse_loss(model(x), y)  # ()
            total += loss.item() * len(x)
            seen += len(x)
        return total / seen

    return evaluate


def check(evaluate):
    B, D = 9, 3
    torch.manual_seed(0)
    x, y = torch.rand(B, D), torch.rand(B, 1)   # (B, D), (B, 1)
    model = nn.Linear(D, 1)
    whole = evaluate(model, [(x, y)])
    parts = evaluate(model, list(zip(x.split(4), y.split(4))))
    same = abs(parts - whole) < 1e-5
    assert same, f"{whole:.3f} in one batch, {parts:.3f} in batches of 4"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
