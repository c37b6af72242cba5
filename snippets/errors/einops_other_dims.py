"""The pattern names more or fewer axes than the tensor has.

Each word on the left of the arrow is one dim, a group in parentheses is one
too. Here one image came without its batch.

Fix: Add the dim before the call, `image.unsqueeze(0)`, or write the pattern
for what you have: `c h w -> (h w) c`. With `... c h w -> ... (h w) c` the dims
in front are carried along, be there one or none.

Tempting: `squeeze` or `unsqueeze` inside the model until it runs. It then
fails for the next batch; the call is the place to mend.
"""

import torch
from einops import EinopsError, rearrange

MESSAGE = "Wrong shape: expected {4} dims. Received {3}-dim tensor."
READ = (
    "{4} words stand on the left of the arrow, groups counted as one",
    "{3} is how many dims the tensor has",
)
ALSO = {
    "Expected {4} dimensions, got {3}": "einops 0.4",
}
PHASE = "forward"
SYMPTOM = "the last batch or a single sample fails"
MODELS = ("vit",)
SEE = ("reading-einops", "shapes-by-modality")


def broken():
    C, H, W = 3, 8, 12
    image = torch.rand(C, H, W)     # (C, H, W)
    return rearrange(image, "b c h w -> b (h w) c")


def fixed():
    C, H, W = 3, 8, 12
    image = torch.rand(C, H, W)     # (C, H, W)
    images = image.unsqueeze(0)     # (1, C, H, W)
    return rearrange(images, "b c h w -> b (h w) c")  # (1, H*W, C)


def main():
    try:
        broken()
    except EinopsError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
