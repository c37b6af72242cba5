"""The layer norm works on the last dims, and they have another size.

`LayerNorm(C)` takes the last dim for the features. An image (B, C, H, W) has
its width there. In a transformer, where the features are last, it means that
the layer before gives another width than the norm was built for.

Fix: Move the channels to the end and back: `permute(0, 2, 3, 1)`, the norm,
`permute(0, 3, 1, 2)`. That is what ConvNeXt does.

Tempting: `LayerNorm([C, H, W])`. It runs for images of this size only, takes
one mean for the whole image, and keeps two weights for each of its numbers.
"""

import torch
from torch import nn

MESSAGE = (
    "Given normalized_shape={last:shape}, expected input with shape "
    "[*, {rest:text}], but got input of size{x:shape}"
)
READ = (
    "{last} is what the norm was built for: the end of your shape has to be "
    "the same",
    "{x} is your input: compare its end",
)
PHASE = "forward"
MODELS = ("vit", "audio")
SEE = ("norms-embeddings-softmax", "transpose-permute")


def broken():
    B, C, H, W = 4, 16, 14, 10
    x = torch.rand(B, C, H, W)          # (B, C, H, W)
    last = (C,)
    norm = nn.LayerNorm(last)
    return norm(x)


def fixed():
    B, C, H, W = 4, 16, 14, 10
    x = torch.rand(B, C, H, W)          # (B, C, H, W)
    norm = nn.LayerNorm(C)
    x = x.permute(0, 2, 3, 1)           # (B, H, W, C)
    x = norm(x)                         # (B, H, W, C)
    return x.permute(0, 3, 1, 2)        # (B, C, H, W)


def tempting():
    B, C, H, W = 4, 16, 14, 10
    x = torch.rand(B, C, H, W)          # (B, C, H, W)
    for shape in ([C], [C, H, W]):
        norm = nn.LayerNorm(shape)
        weights = sum(one.numel() for one in norm.parameters())
        print(f"LayerNorm({shape}) has {weights} weights")
    return norm(x)                      # (B, C, H, W)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
