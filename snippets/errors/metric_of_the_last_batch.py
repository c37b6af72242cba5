"""The accuracy that is printed is that of the last batch.

A name that is set in the loop holds, after it, what the last turn left. The
number jumps from epoch to epoch, since a last batch is small, and it can be
far from the truth in either direction.

Fix: Count in the loop: add the right answers and the samples, then divide.

Tempting: A larger batch, or a mean over the last epochs. The number jumps less,
and it is still about a few samples.

Check: Hand it two batches, one answered right and one wrong. One half has to
come out.
"""

import torch
from torch import nn

PHASE = "evaluate"
SYMPTOM = "it trains, and the result is wrong"
MODELS = ("cnn", "vit")
SEE = ("the-training-loop", "reductions-and-math")


def broken():
    @torch.no_grad()
    def accuracy(model, batches):
        for x, y in batches:
            hits = model(x).argmax(1) == y
        return hits.float().mean().item()

    return accuracy


def fixed():
    @torch.no_grad()
    def accuracy(model, batches):
        right, seen = 0, 0
        for x, y in batches:
            hits = model(x).argmax(1) == y
            right += hits.sum().item()
            seen += len(y)
        return right / seen

    return accuracy


def check(accuracy):
    K = 3
    model = nn.Identity()
    logits = torch.eye(K)               # (K, K)
    y = torch.arange(K)                 # (K,)
    found = accuracy(model, [(logits, (y + 1) % K), (logits, y)])
    assert found == 0.5, f"half of it is right, and it says {found:.2f}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
