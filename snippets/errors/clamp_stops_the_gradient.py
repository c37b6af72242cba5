"""Outputs are clamped, and those outside never learn to come back.

Outside of its limits `clamp` is flat, so its slope is 0 there. The pixel that
is furthest off is the one that gets no gradient. `hardtanh`, `relu6` and a ReLU
do the same on their flat sides.

Fix: Clamp what you show or save, not what the loss sees. Where values must stay
inside, `sigmoid` or `tanh` has a slope everywhere.

Tempting: Wider limits. It moves the wall, and numbers far behind it still get
nothing.

Check: Give predictions that are far off, and look whether each gets a
gradient from the loss.
"""

import torch
from torch.nn import functional as F

PHASE = "loss"
SYMPTOM = "the loss does not fall"
MODELS = ("vae", "unet", "rectified_flow")
SEE = ("activations-dropout-identity", "losses-and-sampling")


def broken():
    def loss(predicted, pixels):
        return F.mse_loss(predicted.clamp(0, 1), pixels)
    return loss


def fixed():
    def loss(predicted, pixels):
        return F.mse_loss(predicted, pixels)
    return loss


def check(loss):
    B, D = 2, 6
    pixels = torch.rand(B, D)           # (B, D)
    predicted = pixels + torch.tensor([[-2.0], [2.0]])  # (B, D)
    predicted.requires_grad_()
    loss(predicted, pixels).backward()
    still = int((predicted.grad == 0).sum())
    assert still == 0, f"{still} of {B * D} have no gradient"


def main():
    torch.manual_seed(0)
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
