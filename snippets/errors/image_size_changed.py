"""The model was built for images of another height and width.

A convolution takes any size, the `Linear` behind it does not: its
`in_features` were counted for one image size. Larger images leave more
numbers after the last pooling, and the flattened row gets longer.

Fix: Pool to a fixed grid before you flatten, with `nn.AdaptiveAvgPool2d`.
Or resize every image to the size the model was built for; with pretrained
weights that is the way.

Tempting: Reshape to rows of the length the layer takes. Where the sizes divide
it runs, and the batch has more rows than images.
"""

import torch
from torch import nn

MESSAGE = (
    "mat1 and mat2 shapes cannot be multiplied ({B}x{D*H*W} and {D*h*w}x{K})"
)
READ = (
    "{D*H*W} numbers per image arrive, and {B} images came together",
    "{D*h*w} per image is what the layer was built for; it gives {K}",
)
ALSO = {
    "size mismatch, m1: [{B} x {D*H*W}], m2: [{D*h*w} x {K}]": "torch 1.7",
}
PHASE = "forward"
MODELS = ("cnn", "vae")
SEE = ("pad-pool-resize", "convolutions")


def broken():
    B, C, H, W, D, K = 4, 3, 16, 24, 6, 10
    h, w = 8, 12
    conv = nn.Conv2d(C, D, 3, padding=1)
    head = nn.Linear(D * h * w, K)
    images = torch.rand(B, C, H, W)        # (B, C, H, W)
    x = conv(images).flatten(1)            # (B, D*H*W)
    return head(x)


def fixed():
    B, C, H, W, D, K = 4, 3, 16, 24, 6, 10
    h, w = 8, 12
    conv = nn.Conv2d(C, D, 3, padding=1)
    pool = nn.AdaptiveAvgPool2d((h, w))
    head = nn.Linear(D * h * w, K)
    images = torch.rand(B, C, H, W)        # (B, C, H, W)
    x = pool(conv(images))                 # (B, D, h, w)
    return head(x.flatten(1))              # (B, K)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    print(f"fixed {tuple(fixed().shape)}")


if __name__ == "__main__":
    main()
