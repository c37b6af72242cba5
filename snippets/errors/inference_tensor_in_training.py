"""What inference_mode made is used in training, where it may not go.

Inside `torch.inference_mode()` tensors are made without the counter that tells
whether they have been written to. That is faster, and it is for good: such a
tensor can't be written to outside, and no layer that learns can keep it for
backward.

Fix: Make features for training under `torch.no_grad()`. Leave inference_mode
to results that never meet a backward.

Tempting: `.requires_grad_()` on them. It is refused too. A `.clone()` outside
of the block is a normal tensor, and costs a copy.
"""

import torch
from torch import nn

MESSAGE = (
    "Inplace update to inference tensor outside InferenceMode "
    "is not allowed."
)
ALSO = {
    "Inference tensors cannot be saved for backward.":
        "a layer that learns gets it",
    "Setting requires_grad=True on inference tensor outside InferenceMode "
    "is not allowed.": "requires_grad_()",
}
PHASE = "forward"
MODELS = ("clip", "cnn")
SEE = ("the-training-loop",)


def broken():
    B, C, D = 4, 3, 6
    backbone = nn.Linear(C, D)
    x = torch.rand(B, C)                            # (B, C)
    with torch.inference_mode():
        features = backbone(x)                      # (B, D)
    features /= features.norm(dim=1, keepdim=True)


def fixed():
    B, C, D, K = 4, 3, 6, 2
    backbone, head = nn.Linear(C, D), nn.Linear(D, K)
    x = torch.rand(B, C)                            # (B, C)
    with torch.no_grad():
        features = backbone(x)                      # (B, D)
    features /= features.norm(dim=1, keepdim=True)  # (B, D)
    head(features).mean().backward()


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
