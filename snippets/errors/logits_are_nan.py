"""NaN has reached the logits, and a distribution is the first to look.

A layer computes with NaN as with any number, so it travels. `Categorical`
checks what it is given. The cause is further up: a loss that exploded some
steps ago, a division by zero, the logarithm of zero.

Fix: Find the first NaN. `torch.autograd.set_detect_anomaly(True)` names the
operation whose gradient it is; a lower rate or `clip_grad_norm_` keeps it from
coming back.

Tempting: `torch.nan_to_num(logits)`. The policy goes on choosing, by weights
that are NaN.
"""

import torch
from torch import nn
from torch.distributions import Categorical

MESSAGE = (
    "Expected parameter logits (Tensor of shape {logits:shape}) of "
    "distribution {which:text} to satisfy the constraint "
    "IndependentConstraint(Real(), 1), but found invalid values"
)
READ = (
    "{logits} is the shape of your logits: at least one of them is NaN",
)
ALSO = {
    "to satisfy the constraint IndependentConstraint(Real(), 1)": (
        "others with logits"
    ),
    "to satisfy the constraint Simplex(), but found invalid values": (
        "probabilities that don't add up to 1, or NaN"
    ),
    "Expected value argument": "log_prob of a NaN",
    "The parameter logits has invalid values": "torch 1.7 and before",
}
PHASE = "forward"
SEE = ("losses-and-sampling", "the-training-loop")


def broken():
    B, D, K = 2, 6, 3
    x = torch.rand(B, D)                    # (B, D)
    x[0] = (x[0] - x[0]) / (x[0] - x[0])    # (D,)
    logits = nn.Linear(D, K)(x)             # (B, K)
    return Categorical(logits=logits).sample()


def fixed():
    B, D, K = 2, 6, 3
    x = torch.rand(B, D)                    # (B, D)
    x[0] = (x[0] - x[0]) / (x[0].std() + 1e-6)      # (D,)
    logits = nn.Linear(D, K)(x)             # (B, K)
    return Categorical(logits=logits).sample()      # (B,)


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
