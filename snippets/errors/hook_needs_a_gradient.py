"""A hook on a tensor that no gradient will ever reach.

A hook waits for the gradient of a tensor. Under `no_grad`, and behind layers
that are all frozen, outputs are not recorded: no gradient will come, and the
hook is refused. A heat map (Grad-CAM) of a frozen network ends here.

Fix: Leave `no_grad` away for this picture, and ask for gradients on the image:
`images.requires_grad_()`. Then frozen layers are recorded too.

Tempting: `requires_grad_()` on the features. Under `no_grad` what comes after
them isn't recorded, and backward finds no way back.
"""

import torch
from torch import nn

MESSAGE = "cannot register a hook on a tensor that doesn't require gradient"
ALSO = {
    "can't retain_grad on Tensor that has requires_grad=False":
        "retain_grad, for the same reason",
}
PHASE = "forward"
MODELS = ("cnn", "vit")
SEE = ("convolutions", "initialize-count-freeze")


def broken():
    B, C, D, H, W = 2, 3, 4, 6, 8
    body = nn.Conv2d(C, D, 3, padding=1).requires_grad_(False)
    images = torch.rand(B, C, H, W)             # (B, C, H, W)
    features = body(images)                     # (B, D, H, W)
    features.register_hook(print)


def fixed():
    B, C, D, H, W, K = 2, 3, 4, 6, 8, 5
    body = nn.Conv2d(C, D, 3, padding=1).requires_grad_(False)
    head = nn.Linear(D, K)
    images = torch.rand(B, C, H, W)             # (B, C, H, W)
    images.requires_grad_()
    kept = []
    features = body(images)                     # (B, D, H, W)
    features.register_hook(kept.append)
    logits = head(features.mean((2, 3)))        # (B, K)
    logits[:, 1].sum().backward()
    return kept[0].mean((2, 3))                 # (B, D)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
