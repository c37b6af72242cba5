"""An accuracy above 1, or stuck at one half: each answer met every label.

The model's answers are `(B, 1)`, the labels `(B,)`. They broadcast, and `==`
gives a table of `B` times `B`. Its sum divided by `B` can be any number up to
`B`; its mean hardly moves while the model learns.

Fix: Take the last dim off with `squeeze(1)` before the two meet.

Tempting: Divide by `numel()`, so that it stays below 1. It does, and still
says how often two samples agree, not how often the model is right.

Check: Answers that equal their labels are right in every case. Their accuracy
has to be 1.
"""

import torch

PHASE = "evaluate"
SYMPTOM = "it trains, and the result is wrong"
SEE = ("broadcasting", "losses-and-sampling")


def broken():
    def accuracy(logits, labels):
        B = len(labels)
        answers = logits > 0                # (B, 1)
        right = answers == labels           # (B, B)
        return right.sum() / B              # ()

    return accuracy


def fixed():
    def accuracy(logits, labels):
        B = len(labels)
        answers = logits.squeeze(1) > 0     # (B,)
        right = answers == labels           # (B,)
        return right.sum() / B              # ()

    return accuracy


def check(accuracy):
    B = 6
    labels = torch.arange(B) % 2 == 0       # (B,)
    logits = labels.float() - 0.5           # (B,)
    found = accuracy(logits[:, None], labels)  # ()
    assert found == 1, f"all are right, and the accuracy is {found:.0%}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
