"""All labels of a batch are ignored, and the mean of no numbers is NaN.

With `ignore_index` the loss is the sum over the labels that count, divided by
how many count. A batch where none does gives 0 / 0. It is a rare batch: a
prompt that was cut before its answer, an image without a labelled pixel. Its
gradients are 0, but the mean that you log is NaN from here on.

Fix: Sum, and divide by the count, but by 1 at least. Or leave out such samples
when you build the dataset.

Tempting: `nan_to_num` on every loss. It mends this batch, and hides the next
NaN, which may come from your weights.

Check: A batch of nothing but ignored labels gives a loss that is finite.
"""

import torch
from torch.nn import functional as F

PHASE = "loss"
SYMPTOM = "NaN or inf"
MODELS = ("char_gpt", "unet")
SEE = ("losses-and-sampling",)


def broken():
    return lambda logits, labels: F.cross_entropy(logits, labels)


def fixed():
    def loss_of(logits, labels):
        count = (labels != -100).sum().clamp(min=1)     # ()
        total = F.cross_entropy(logits, labels, reduction="sum")  # ()
        return total / count                            # ()

    return loss_of


def check(loss_of):
    B, K = 4, 3
    logits = torch.zeros(B, K)                          # (B, K)
    labels = torch.full((B,), -100)                     # (B,)
    loss = loss_of(logits, labels)                      # ()
    assert loss.isfinite(), f"the loss is {loss}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
