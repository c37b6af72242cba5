"""Each row's own score was meant, and every row gave the scores of all labels.

`scores[:, labels]` means: of all rows, these columns. The result is `(B, B)`,
and only its diagonal is what you wanted. A mean over it is a number that looks
like a loss.

Fix: Walk rows and labels in pairs: `scores[torch.arange(B), labels]`. Or
`scores.gather(1, labels[:, None]).squeeze(1)`.

Tempting: `.diagonal()` of the table. The numbers are right, after a table of
`B` times `B` was made for each batch.

Check: Score only the right class. What is picked then has no zero in it.
"""

import torch

PHASE = "loss"
SYMPTOM = "the loss does not fall"
MODELS = ("char_gpt", "cnn")
SEE = ("indexing-and-masks", "losses-and-sampling")


def broken():
    def pick(scores, labels):
        B, K = scores.shape                     # (B, K)
        return scores[:, labels]                # (B, B)

    return pick


def fixed():
    def pick(scores, labels):
        B, K = scores.shape                     # (B, K)
        return scores[torch.arange(B), labels]  # (B,)

    return pick


def check(pick):
    B, K = 4, 6
    labels = torch.arange(B) + 1                # (B,)
    scores = torch.eye(K)[labels]               # (B, K)
    found = pick(scores, labels)
    wrong = (found != 1).sum()                  # ()
    assert wrong == 0, f"{wrong} of {found.numel()} are not a row's own"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
