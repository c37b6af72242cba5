"""The shape has fewer dims than there are names to unpack it into.

Here one image was passed on its own. It has (C, H, W), and the model unpacks
(B, C, H, W). A grey image without a channel dim looks the same from here.

Fix: Add the dim that is missing before the call: `image.unsqueeze(0)` for a
batch of one, `unsqueeze(-3)` for the channel of a grey image.

Tempting: Take one name off the left side. It then works for this tensor only:
in a batch, `C` would be the number of images.
"""

import torch

MESSAGE = "not enough values to unpack (expected {4}, got {3})"
READ = (
    "{4} names stand on the left of the `=`",
    "{3} values are on its right; if it is a shape, the tensor has {3} dims",
)
PHASE = "forward"
SYMPTOM = "the last batch or a single sample fails"
MODELS = ("vit", "unet")
SEE = ("unsqueeze-squeeze-expand", "shapes-by-modality")


def broken():
    x = torch.rand(3, 8, 12)        # (3, 8, 12)
    B, C, H, W = x.shape
    toks = x.flatten(2)
    return toks.transpose(1, 2)


def fixed():
    x = torch.rand(3, 8, 12)        # (3, 8, 12)
    x = x.unsqueeze(0)              # (1, 3, 8, 12)
    B, C, H, W = x.shape            # (B, C, H, W)
    toks = x.flatten(2)             # (B, C, H*W)
    return toks.transpose(1, 2)     # (B, H*W, C)


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
