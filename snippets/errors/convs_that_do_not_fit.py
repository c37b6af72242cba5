"""One layer gives another number of channels than the next one takes.

What a convolution gives, its `out_channels`, is what the next one takes. Here
a skip connection is concatenated in between, which adds up the channels of
both, and the layer after it was built for one of them.

Fix: Add up what arrives: after `torch.cat([up, skip], dim=1)` the layer takes
the channels of `up` and of `skip`. If the layers stand in a row, give both
the same name for that size, so that they can't disagree.

Tempting: `nn.LazyConv2d`, which takes what it gets. It fits, and if a skip was
concatenated twice or forgotten, it fits that as well.
"""

import torch
from torch import nn

MESSAGE = (
    "Given groups={groups:any}, weight of size {weight:shape}, "
    "expected input{x:shape} to have {C} channels, "
    "but got {C+D} channels instead"
)
READ = (
    "{x} is what came out of the layers before: it has {C+D} channels",
    "{weight} is the weight of the layer that complains: it takes {C} channels",
    "find the layer by its weight: print `[(n, p.shape) for n, p in "
    "model.named_parameters()]`",
)
ALSO = {
    "Given transposed=1, weight of size {weight:shape}, expected "
    "input{x:shape} to have {C} channels, but got {C+D} channels "
    "instead": "ConvTranspose2d, whose weight begins with what it takes",
}
PHASE = "forward"
MODELS = ("unet", "cnn")
SEE = ("convolutions", "cat-stack-chunk-split")


def broken():
    B, C, D, H, W, ks = 4, 16, 24, 14, 10, 3
    up = torch.rand(B, C, H, W)         # (B, C, H, W)
    skip = torch.rand(B, D, H, W)       # (B, D, H, W)
    conv = nn.Conv2d(C, 8, ks, padding="same")
    weight = conv.weight                # (8, C, ks, ks)
    x = torch.cat([up, skip], dim=1)    # (B, C+D, H, W)
    return conv(x)


def fixed():
    B, C, D, H, W, ks = 4, 16, 24, 14, 10, 3
    up = torch.rand(B, C, H, W)         # (B, C, H, W)
    skip = torch.rand(B, D, H, W)       # (B, D, H, W)
    conv = nn.Conv2d(C + D, 8, ks, padding="same")
    x = torch.cat([up, skip], dim=1)    # (B, C+D, H, W)
    return conv(x)                      # (B, 8, H, W)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
