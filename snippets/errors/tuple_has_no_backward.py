"""What holds the loss is a tuple: the loss is one of the things in it.

A loss function that returns the total and its parts returns a tuple, and so
does a model that computes its own loss. A comma that was left at the end makes
one too: `loss = criterion(logits, y),`

Fix: Unpack it where it is called: `loss, *parts = criterion(...)`. Models of
other libraries give the loss a name or the first place: `out.loss`, `out[0]`.

Tempting: Add the parts up with `sum(loss)`. The total is already there, so
every term would count twice.
"""

import torch
from torch import nn
from torch.nn import functional as F

MESSAGE = "'tuple' object has no attribute 'backward'"
ALSO = {
    "'list' object has no attribute 'backward'": "a list of losses",
    "'dict' object has no attribute 'backward'": "losses by name",
    "'SequenceClassifierOutput' object has no attribute 'backward'":
        "the loss is its .loss",
    "'CausalLMOutputWithPast' object has no attribute 'backward'":
        "the loss is its .loss",
}
PHASE = "backward"
MODELS = ("vae", "clip")
SEE = ("losses-and-sampling", "the-training-loop")


def vae_loss(x_hat, x, kl):
    pixels = F.mse_loss(x_hat, x)           # ()
    return pixels + 0.1 * kl, pixels, kl


def broken():
    B, C, H, W = 4, 1, 6, 8
    decoder = nn.Conv2d(C, C, 3, padding=1)
    x = torch.rand(B, C, H, W)              # (B, C, H, W)
    x_hat = decoder(x)                      # (B, C, H, W)
    loss = vae_loss(x_hat, x, kl=2.5)
    loss.backward()


def fixed():
    B, C, H, W = 4, 1, 6, 8
    decoder = nn.Conv2d(C, C, 3, padding=1)
    x = torch.rand(B, C, H, W)              # (B, C, H, W)
    x_hat = decoder(x)                      # (B, C, H, W)
    loss, pixels, kl = vae_loss(x_hat, x, kl=2.5)
    loss.backward()


def main():
    try:
        broken()
    except AttributeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
