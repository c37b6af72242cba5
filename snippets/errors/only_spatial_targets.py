"""The masks have a channel dim, and cross entropy wants one class per pixel.

Logits of (B, K, H, W) go with masks of (B, H, W): whole numbers, one per
pixel. A mask that is loaded like an image keeps its channel, (B, 1, H, W). One
that was saved in colours has three.

Fix: Take the channel of one away: `masks.squeeze(1)`. A coloured mask has to
be turned into class numbers first, by a table from colour to class.

Tempting: `masks.argmax(1)`. Over a channel of one there is nothing to choose:
every pixel becomes class 0, and the loss falls nicely. In a coloured mask it
says which of red, green and blue is largest.
"""

import torch
from torch.nn import functional as F

MESSAGE = (
    "only batches of spatial targets supported (3D tensors) but got targets "
    "of dimension: {dims}"
)
READ = ("{dims} is how many dims the target has; it should have 3: (B, H, W)",)
ALSO = {
    "only batches of spatial targets supported (3D tensors) but got targets "
    "of size": "CUDA",
    "1only batches of spatial targets supported (non-empty 3D tensors) but "
    "got targets of size": "torch 1.x",
}
PHASE = "loss"
MODELS = ("unet",)
SEE = ("unsqueeze-squeeze-expand", "losses-and-sampling")


def broken():
    B, K, H, W = 2, 3, 4, 6
    logits = torch.rand(B, K, H, W)             # (B, K, H, W)
    masks = torch.randint(K, (B, 1, H, W))      # (B, 1, H, W)
    dims = masks.dim()
    return F.cross_entropy(logits, masks)


def fixed():
    B, K, H, W = 2, 3, 4, 6
    logits = torch.rand(B, K, H, W)             # (B, K, H, W)
    masks = torch.randint(K, (B, 1, H, W))      # (B, 1, H, W)
    masks = masks.squeeze(1)                    # (B, H, W)
    return F.cross_entropy(logits, masks)       # ()


def tempting():
    B, K, H, W = 2, 3, 4, 6
    masks = torch.randint(K, (B, 1, H, W))      # (B, 1, H, W)
    return masks.argmax(1)                      # (B, H, W)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()
    print(f"classes after argmax: {tempting().unique().tolist()}")


if __name__ == "__main__":
    main()
