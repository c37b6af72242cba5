"""`nll_loss` gets probabilities, and it takes their logs.

`nll_loss` picks the number of the right class and turns its sign; the log is
yours to take. Of probabilities it makes a loss between -1 and 0, of logits one
that falls for ever. It trains after a fashion, which hides it.

Fix: `F.log_softmax` before it. Or give the logits to `F.cross_entropy`, which
is both in one.

Tempting: Take the absolute value of the loss. The best model then has the
largest loss.

Check: The negative log of a probability is never below 0. Compare with
`cross_entropy` of the same logits.
"""

import torch
from torch.nn import functional as F

PHASE = "loss"
SYMPTOM = "it trains, and the result is wrong"
MODELS = ("cnn", "vit")
SEE = ("losses-and-sampling",)


def broken():
    return lambda logits, labels: F.nll_loss(logits.softmax(1), labels)


def fixed():
    return lambda logits, labels: F.nll_loss(logits.log_softmax(1), labels)


def check(loss_of):
    B, K = 6, 4
    torch.manual_seed(0)
    logits = torch.randn(B, K)                  # (B, K)
    labels = torch.randint(K, (B,))             # (B,)
    loss = loss_of(logits, labels)              # ()
    assert loss >= 0, f"a negative log is never {loss:.2f}"
    wanted = F.cross_entropy(logits, labels)    # ()
    assert loss.allclose(wanted), f"{loss:.2f}, and it should be {wanted:.2f}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
