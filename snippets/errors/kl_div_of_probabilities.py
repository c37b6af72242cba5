"""`kl_div` takes the log of the prediction first, and this is the prediction.

It is written the other way round than the formula: first the model's
log-probabilities, then the target's probabilities. Plain probabilities in the
first place give a number too, often below 0. Its `reduction` of "mean" divides
by the classes as well, which is what the warning is about.

Fix: `F.kl_div(log_q, p, reduction="batchmean")`, with `log_softmax` of the
model's logits for `log_q`.

Tempting: Swap the two arguments until the number is positive. That is another
divergence, or none.

Check: A distribution is 0 away from itself, and the number agrees with
`torch.distributions`.
"""

import torch
from torch.distributions import Categorical, kl_divergence
from torch.nn import functional as F

MESSAGE = (
    "reduction: 'mean' divides the total loss by both the batch size and "
    "the support size."
)
PHASE = "loss"
SYMPTOM = "it trains, and the result is wrong"
SEE = ("losses-and-sampling",)


def broken():
    return lambda p, logits: F.kl_div(logits.softmax(1), p)


def fixed():
    return lambda p, logits: F.kl_div(
        logits.log_softmax(1), p, reduction="batchmean"
    )


def check(divergence):
    B, K = 4, 3
    torch.manual_seed(0)
    logits = torch.randn(B, K)                          # (B, K)
    p = torch.randn(B, K).softmax(1)                    # (B, K)
    same = divergence(logits.softmax(1), logits)        # ()
    assert abs(same) < 1e-6, f"it is {same:.2f} away from itself"
    away = kl_divergence(Categorical(p), Categorical(logits=logits))  # (B,)
    assert divergence(p, logits).allclose(away.mean())


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
