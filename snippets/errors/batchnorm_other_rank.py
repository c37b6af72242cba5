"""The batch norm is made for inputs of another number of dims.

`BatchNorm1d` takes features (B, D) or sequences (B, C, L), `BatchNorm2d`
images (B, C, H, W), `BatchNorm3d` videos (B, C, T, H, W). Here one for images
stands behind the flatten, where no height or width is left.

Fix: Take the norm that fits what arrives: behind a flatten or a linear layer
that is `BatchNorm1d`. If it is a single image (C, H, W), it lacks its batch:
`x.unsqueeze(0)`.

Tempting: Flatten the images so that `BatchNorm1d` takes them. It needs
`C*H*W` channels then, with a mean and a variance for each pixel.
"""

import torch
from torch import nn

MESSAGE = "expected {want:text}D input (got {n}D input)"
READ = (
    "{want}D is how many dims this norm takes: 2 or 3 is `BatchNorm1d`, 4 is "
    "`BatchNorm2d`, 5 is `BatchNorm3d`",
    "{n}D is how many your input has: print its shape",
)
PHASE = "forward"
MODELS = ("cnn",)
SEE = ("norms-embeddings-softmax", "shapes-by-modality")


def broken():
    B, C, H, W, D = 4, 8, 7, 5, 16
    x = torch.rand(B, C, H, W)          # (B, C, H, W)
    head = nn.Linear(C * H * W, D)
    norm = nn.BatchNorm2d(D)
    x = head(x.flatten(1))              # (B, D)
    n = x.dim()
    return norm(x)


def fixed():
    B, C, H, W, D = 4, 8, 7, 5, 16
    x = torch.rand(B, C, H, W)          # (B, C, H, W)
    head = nn.Linear(C * H * W, D)
    norm = nn.BatchNorm1d(D)
    x = head(x.flatten(1))              # (B, D)
    return norm(x)                      # (B, D)


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
