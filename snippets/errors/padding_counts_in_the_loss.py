"""The padding is scored like text, so the loss is mostly about padding.

Padding is easy to predict. The more of it a batch has, the lower the mean, and
the model learns first of all to end. Two batches of the same sentences have
two losses, by how far they are padded.

Fix: Say which target does not count: `ignore_index=PAD`. The mean is then over
the real tokens. For a loss of your own: `(loss * mask).sum() / mask.sum()`.

Tempting: Multiply by the mask and take `.mean()`. The sum is right, and it is
still divided by the padding.

Check: Add padding to a batch. The loss must not change.
"""

import torch
from torch.nn import functional as F

PAD = 0
PHASE = "loss"
SYMPTOM = "it trains, and the result is wrong"
MODELS = ("char_gpt",)
SEE = ("losses-and-sampling", "tokenizers")


def broken():
    return lambda logits, target: F.cross_entropy(logits, target)


def fixed():
    return lambda logits, target: F.cross_entropy(
        logits, target, ignore_index=PAD
    )


def tempting():
    def masked_mean(logits, target):
        B, V, L = logits.shape
        loss = F.cross_entropy(logits, target, reduction="none")  # (B, L)
        return (loss * (target != PAD)).mean()  # ()

    return masked_mean


def check(loss_of):
    B, V, L, more = 2, 9, 5, 3
    torch.manual_seed(0)
    logits = torch.randn(B, V, L)               # (B, V, L)
    target = torch.randint(1, V, (B, L))        # (B, L)
    short = loss_of(logits, target)             # ()
    logits = F.pad(logits, (0, more))           # (B, V, L+more)
    target = F.pad(target, (0, more), value=PAD)  # (B, L+more)
    long = loss_of(logits, target)              # ()
    assert long.allclose(short), f"{short:.2f}, and {long:.2f} with padding"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    try:
        check(tempting())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
