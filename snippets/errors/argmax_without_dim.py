"""One answer for the whole batch, where each sample should have its own.

Without a dim, `argmax` looks at all numbers as one long row, and gives the
place in that: a number up to `B*K`, which is no class. Compared with the
labels it broadcasts, so an accuracy comes out, mostly near 0.

Fix: Name the dim with the classes: `scores.argmax(dim=-1)`. `max`, `mean`,
`std` and `norm` reduce everything as well if you don't say.

Tempting: `dim=0`. It gives a row of answers too, one per class: which sample
likes it best. If the batch is as large as the classes are many, it even fits.

Check: Give the scores to which the answer is known, one row with each class.
"""

import torch

PHASE = "evaluate"
SYMPTOM = "it trains, and the result is wrong"
MODELS = ("cnn", "vit")
SEE = ("reductions-and-math", "losses-and-sampling")


def broken():
    def predict(scores):
        return scores.argmax()                  # ()

    return predict


def fixed():
    def predict(scores):
        B, K = scores.shape                     # (B, K)
        return scores.argmax(dim=-1)            # (B,)

    return predict


def check(predict):
    B, K = 6, 4
    labels = torch.arange(B) % K                # (B,)
    scores = torch.eye(K)[labels]               # (B, K)
    answers = predict(scores)
    right = (answers == labels).float().mean()  # ()
    assert right == 1, f"{right:.0%} right, with the answers given"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
