"""A fraction was written into a tensor of whole numbers, and was cut to 0.

`F.one_hot` gives long. Assigning by index never changes a tensor's dtype, it
changes the number: 0.9 becomes 0. `torch.tensor([1, 0])`, `zeros_like` of
labels and `LongTensor` behave alike, and there is no warning.

Fix: `.float()` before you write.

Check: Each row of a smoothed target is a distribution: it sums to 1, and the
class has the largest share.
"""

import torch
from torch.nn import functional as F

PHASE = "loss"
SYMPTOM = "the loss does not fall"
MODELS = ("cnn", "vit")
SEE = ("device-and-dtype", "losses-and-sampling")


def broken():
    def smoothed(labels, K, share):
        (B,) = labels.shape
        target = F.one_hot(labels, K)                   # (B, K)
        target[target == 0] = share / (K - 1)
        target[target == 1] = 1 - share
        return target                                   # (B, K)

    return smoothed


def fixed():
    def smoothed(labels, K, share):
        (B,) = labels.shape
        target = F.one_hot(labels, K).float()           # (B, K)
        target[target == 0] = share / (K - 1)
        target[target == 1] = 1 - share
        return target                                   # (B, K)

    return smoothed


def check(smoothed):
    labels = torch.tensor([0, 2, 1, 2])
    target = smoothed(labels, K=3, share=0.1)
    sums = target.sum(1).tolist()
    assert all(abs(one - 1) < 1e-6 for one in sums), f"rows sum to {sums}"
    assert target.argmax(1).equal(labels), "another class has the most"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
