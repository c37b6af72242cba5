"""The targets of binary cross-entropy lie above 1, or below 0.

A mask that is saved as an image holds 0 and 255. Labels of -1 and 1, or class
numbers up to K, are no probabilities either.

Fix: Bring them to 0 and 1 where they are loaded: `mask / 255`, or
`(mask > 127).float()`. Class numbers belong to `F.cross_entropy`.

Tempting: `F.binary_cross_entropy_with_logits`. It asks for the same targets
and does not look: the loss runs below zero.
"""

import torch
from torch.nn import functional as F

MESSAGE = "all elements of target should be between 0 and 1"
ALSO = {
    "Assertion `target_val >= zero && target_val <= one` failed": "a GPU",
}
PHASE = "loss"
MODELS = ("unet", "vae")
SEE = ("losses-and-sampling",)


def broken():
    B, H, W = 2, 8, 12
    p = torch.rand(B, H, W)                         # (B, H, W)
    mask = torch.full((B, H, W), 255.0)             # (B, H, W)
    return F.binary_cross_entropy(p, mask)


def fixed():
    B, H, W = 2, 8, 12
    p = torch.rand(B, H, W)                         # (B, H, W)
    mask = torch.full((B, H, W), 255.0) / 255       # (B, H, W)
    return F.binary_cross_entropy(p, mask)          # ()


def tempting():
    B, H, W = 2, 8, 12
    logits = torch.ones(B, H, W)                    # (B, H, W)
    mask = torch.full((B, H, W), 255.0)             # (B, H, W)
    loss = F.binary_cross_entropy_with_logits(logits, mask)     # ()
    print(f"the loss is {loss:.1f}")


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
