"""Predictions (B, 1) against targets (B,): the loss sees every pair.

(B, 1) and (B,) broadcast to (B, B), so each prediction is held against every
target. The best a model can do then is to predict their mean, and there the
loss stops falling.

Fix: Give both one shape before they meet: squeeze the prediction's last dim,
or unsqueeze the target.

Tempting: Turn off the warning. `F.mse_loss` prints one, a loss you write
yourself does not.

Check: A model that is right has no loss. Predictions that equal their targets
tell whether the loss compares the pairs you mean.
"""

import torch
from torch.nn import functional as F

MESSAGE = (
    "Using a target size (torch.Size({target:shape})) that is different to "
    "the input size (torch.Size({predicted:shape}))."
)
READ = (
    "{predicted} is what the model predicts, {target} what it should be",
)
PHASE = "loss"
SYMPTOM = "the loss does not fall"
SEE = ("broadcasting", "losses-and-sampling")


def broken():
    B = 6
    target = torch.linspace(0, 1, B)                # (B,)
    predicted = target.clone().unsqueeze(1)         # (B, 1)
    return F.mse_loss(predicted, target)            # ()


def fixed():
    B = 6
    target = torch.linspace(0, 1, B)                # (B,)
    predicted = target.clone().unsqueeze(1)         # (B, 1)
    return F.mse_loss(predicted.squeeze(1), target)  # ()


def check(loss_when_right):
    assert loss_when_right == 0, f"perfect, and it costs {loss_when_right:.3f}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
