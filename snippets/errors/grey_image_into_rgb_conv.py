"""The image has another number of channels than the first layer takes.

A convolution is built for a number of channels, and an image file has its
own: 1 if it is grey, 3 for colours, 4 with transparency. Here a grey image
meets a layer made for colours, as the pretrained ones are.

Fix: Give every image the channels that the model was built for: read the
file with `Image.open(path).convert("RGB")`, or expand the one channel that a
tensor has.

Tempting: Swap the first layer for one that takes 1 channel. In a pretrained
model that throws its first filters away, and random ones feed all the rest.
"""

import torch
from torch import nn

MESSAGE = (
    "Given groups={groups:any}, weight of size {weight:shape}, "
    "expected input{x:shape} to have {C} channels, "
    "but got {c} channels instead"
)
READ = (
    "{x} is your input, read as (B, C, H, W), so {c} is its number of "
    "channels: 1 if the image is grey, 4 with transparency",
    "{weight} is the layer's weight: it gives as many channels as the first "
    "number says, and takes {C}",
)
PHASE = "forward"
MODELS = ("cnn", "unet")
SEE = ("convolutions", "shapes-by-modality")


def broken():
    B, C, c, H, W, D, ks = 4, 3, 1, 28, 20, 16, 5
    x = torch.rand(B, c, H, W)          # (B, c, H, W)
    conv = nn.Conv2d(C, D, ks, padding="same")
    weight = conv.weight                # (D, C, ks, ks)
    return conv(x)


def fixed():
    B, C, c, H, W, D, ks = 4, 3, 1, 28, 20, 16, 5
    x = torch.rand(B, c, H, W)          # (B, c, H, W)
    conv = nn.Conv2d(C, D, ks, padding="same")
    x = x.expand(-1, C, -1, -1)         # (B, C, H, W)
    return conv(x)                      # (B, D, H, W)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
