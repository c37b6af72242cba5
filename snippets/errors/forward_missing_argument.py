"""`forward` takes more inputs than it was called with.

The block joins what comes from below with a skip connection, so its
`forward` has two inputs. Inside an `nn.Sequential` each layer gets one: the
output of the layer before. The second input never arrives.

Fix: Call a block with two inputs yourself, in the `forward` of the model
around it, and leave to `nn.Sequential` what has one.

Tempting: Give the input a default, `skip=None`. It runs if `forward` can do
without it, and the skip connection is never used.
"""

import torch
from torch import nn

MESSAGE = (
    "{net:word}.forward() missing 1 required positional argument: "
    "'{name:word}'"
)
READ = (
    "{net} is the class whose `forward` was called",
    "{name} is the input it did not get",
)
ALSO = {
    "forward() missing 1 required positional argument: '{name:word}'": (
        "Python before 3.10"
    ),
    "forward() missing 2 required positional arguments: '{name:word}' and": (
        "two are missing"
    ),
}
PHASE = "forward"
MODELS = ("unet",)
SEE = ("nn-module-sequential",)


class Up(nn.Module):
    def __init__(self, C):
        super().__init__()
        self.up = nn.Upsample(scale_factor=2)
        self.conv = nn.Conv2d(2 * C, C, 1)

    def forward(self, x, skip):
        return self.conv(torch.cat((self.up(x), skip), dim=1))


def broken():
    B, C, H, W = 2, 8, 6, 10
    x = torch.rand(B, C, H, W)          # (B, C, H, W)
    decoder = nn.Sequential(Up(C), nn.ReLU())
    return decoder(x)


def fixed():
    B, C, H, W = 2, 8, 6, 10
    x = torch.rand(B, C, H, W)          # (B, C, H, W)
    skip = torch.rand(B, C, 2 * H, 2 * W)  # (B, C, 2*H, 2*W)
    up = Up(C)
    x = up(x, skip)                     # (B, C, 2*H, 2*W)
    return x.relu()                     # (B, C, 2*H, 2*W)


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
