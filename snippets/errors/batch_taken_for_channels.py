"""The images have no dim for their channel, so the batch is taken for one.

Grey images are often stored as (B, H, W). A 2-D convolution takes three dims
for one image, (C, H, W), and so the batch becomes its channels. A 1 is put in
front, which is why the message shows a shape with one dim more than yours.

Fix: Give the images their channel with `unsqueeze(1)`. If you have a single
image (H, W), it needs both: `x[None, None]`.

Tempting: `unsqueeze(0)`, since a dim is missing. It makes the very shape that
the message complains of.
"""

import torch
from torch import nn

MESSAGE = (
    "Given groups={groups:any}, weight of size {weight:shape}, "
    "expected input{seen:shape} to have {C} channels, "
    "but got {B} channels instead"
)
READ = (
    "{seen} is your input as the layer sees it: if yours is the same "
    "without the 1 in front, the channel is missing",
    "{weight} is the layer's weight: it takes {C} channels, and {B} is "
    "the size of your batch",
)
PHASE = "forward"
MODELS = ("cnn", "vae")
SEE = ("unsqueeze-squeeze-expand", "convolutions")


def broken():
    B, C, H, W, D, ks = 4, 1, 28, 20, 16, 5
    x = torch.rand(B, H, W)             # (B, H, W)
    conv = nn.Conv2d(C, D, ks, padding="same")
    weight = conv.weight                # (D, C, ks, ks)
    seen = x.unsqueeze(0)               # (1, B, H, W)
    return conv(x)


def fixed():
    B, C, H, W, D, ks = 4, 1, 28, 20, 16, 5
    x = torch.rand(B, H, W)             # (B, H, W)
    conv = nn.Conv2d(C, D, ks, padding="same")
    x = x.unsqueeze(1)                  # (B, 1, H, W)
    return conv(x)                      # (B, D, H, W)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
