"""Softmax without a dim picks one itself, and of three dims it is the first.

Without `dim`, softmax takes dim 1 of a matrix, and dim 0 of one or three dims.
Of scores (B, L, L) that is the batch: each sample's weights then depend on
what else is in the batch.

Fix: Always say it: `softmax(scores, dim=-1)`, `nn.Softmax(dim=-1)`.

Tempting: Turn off the warning. It works for (B, K), and goes wrong on the day
when a dim is added.

Check: The weights that belong together add up to 1.
"""

import torch
from torch.nn import functional as F

MESSAGE = (
    "Implicit dimension choice for softmax has been deprecated. Change the "
    "call to include dim=X as an argument."
)
ALSO = {
    "Implicit dimension choice for log_softmax has been deprecated": (
        "log_softmax"
    ),
    "Implicit dimension choice for softmin has been deprecated": "softmin",
}
PHASE = "forward"
SYMPTOM = "the result depends on the rest of the batch"
MODELS = ("vit", "char_gpt")
SEE = ("norms-embeddings-softmax", "attention")


def broken():
    B, L = 2, 5
    scores = torch.rand(B, L, L)            # (B, L, L)
    return F.softmax(scores)                # (B, L, L)


def fixed():
    B, L = 2, 5
    scores = torch.rand(B, L, L)            # (B, L, L)
    return F.softmax(scores, dim=-1)        # (B, L, L)


def check(weights):
    B, L, _ = weights.shape                 # (B, L, L)
    total = weights.sum(-1)                 # (B, L)
    highest = total.max().item()
    assert abs(highest - 1) < 1e-4, f"weights add up to {highest:.2f}, not 1"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
