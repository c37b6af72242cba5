"""The image has its channels last, and a convolution wants them second.

NumPy, PIL, OpenCV and matplotlib keep an image as (H, W, C). A batch of such
images is (B, H, W, C), and the convolution takes the height for the channels.

Fix: Move the channels in front of the height with `permute(0, 3, 1, 2)`, or
let torchvision's `to_tensor` do it as the file is read.

Tempting: Reshape to (B, C, H, W). It runs, and the image is scrambled: a
reshape keeps the order in memory, so neighbours are no longer neighbours.
"""

import torch
from torch import nn

MESSAGE = (
    "Given groups={groups:any}, weight of size {weight:shape}, "
    "expected input{x:shape} to have {C} channels, "
    "but got {H} channels instead"
)
READ = (
    "{x} is your input; the second number counts as channels, and {H} is "
    "the height of the image",
    "{weight} is the layer's weight, which takes {C} channels: look for "
    "{C} at the end of your shape",
)
PHASE = "forward"
MODELS = ("cnn", "vit")
SEE = ("transpose-permute", "shapes-by-modality")


def broken():
    B, C, H, W, D, ks = 4, 3, 28, 20, 16, 5
    x = torch.rand(B, H, W, C)          # (B, H, W, C)
    conv = nn.Conv2d(C, D, ks, padding="same")
    weight = conv.weight                # (D, C, ks, ks)
    return conv(x)


def fixed():
    B, C, H, W, D, ks = 4, 3, 28, 20, 16, 5
    x = torch.rand(B, H, W, C)          # (B, H, W, C)
    conv = nn.Conv2d(C, D, ks, padding="same")
    x = x.permute(0, 3, 1, 2)           # (B, C, H, W)
    return conv(x)                      # (B, D, H, W)


def tempting():
    B, C, H, W = 4, 3, 28, 20
    x = torch.rand(B, H, W, C)          # (B, H, W, C)
    red = x[..., 0]                     # (B, H, W)
    x = x.reshape(B, C, H, W)           # (B, C, H, W)
    same = x[:, 0].equal(red)
    print(f"reshaped, channel 0 is the red one: {same}")


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
