"""What goes through the block comes out smaller than what goes around it.

A sum needs two tensors of one shape. A stride, a pooling or a convolution
without padding made one of them smaller. In a U-Net the halves don't meet
again if a size was odd: 245 is halved to 122, and doubled to 244. The output
of an autoencoder meets its input in the loss, and says the same.

Fix: Let the shortcut do the same to the size and the channels: a 1 x 1
convolution with the block's stride. In a U-Net, pad the image to a multiple
of what the model divides by.

Tempting: Cut the larger one. It runs as long as the channels agree, and where
the block halves the image, it adds the upper left corner to the whole.
"""

import torch
from torch import nn

MESSAGE = (
    "The size of tensor a ({w}) must match the size of tensor b ({W}) "
    "at non-singleton dimension {dim:any}"
)
READ = (
    "{w} and {W} are the sizes of dim {dim} in the two tensors of the sum",
    "half or double: a stride or a pooling; one or two apart: a missing "
    "padding, or an odd size that was halved",
)
PHASE = "forward"
MODELS = ("cnn", "unet")
SEE = ("convolutions", "broadcasting")


def broken():
    B, C, H, W, D, step = 2, 4, 10, 16, 6, 2
    x = torch.rand(B, C, H, W)          # (B, C, H, W)
    block = nn.Conv2d(C, D, 3, stride=step, padding=1)
    y = block(x)                        # (B, D, _, _)
    h, w = y.shape[2:]                  # (h, w)
    return y + x


def fixed():
    B, C, H, W, D, step = 2, 4, 10, 16, 6, 2
    x = torch.rand(B, C, H, W)          # (B, C, H, W)
    block = nn.Conv2d(C, D, 3, stride=step, padding=1)
    around = nn.Conv2d(C, D, 1, stride=step)
    y = block(x)                        # (B, D, _, _)
    h, w = y.shape[2:]                  # (h, w)
    return y + around(x)                # (B, D, h, w)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
