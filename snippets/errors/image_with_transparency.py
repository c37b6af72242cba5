"""The picture has a fourth channel: how opaque it is.

PNG files often store red, green, blue and alpha. Three means and three
deviations cannot normalise four channels. The same goes for a model whose
weights or statistics are for three.

Fix: Drop the fourth channel where the picture is opened: with Pillow
`Image.open(path).convert("RGB")`, on a tensor `image[:3]`.

Tempting: A fourth mean and deviation. The first convolution is the next to
refuse, and what is transparent would be a colour.
"""

import torch

MESSAGE = (
    "The size of tensor a ({n}) must match the size of tensor b ({C}) "
    "at non-singleton dimension {dim:any}"
)
READ = (
    "{n} is how many channels the picture has, {C} for how many there is "
    "a mean, if they are 4 and 3 (or 2: grey and alpha)",
)
PHASE = "load data"
MODELS = ("cnn", "vit", "clip")
SEE = ("shapes-by-modality", "broadcasting")


def broken():
    n, C, H, W = 4, 3, 8, 12
    image = torch.rand(n, H, W)             # (n, H, W)
    mean = torch.full((C, 1, 1), 0.5)       # (C, 1, 1)
    return image.sub_(mean)


def fixed():
    n, C, H, W = 4, 3, 8, 12
    image = torch.rand(n, H, W)             # (n, H, W)
    image = image[:C]                       # (C, H, W)
    mean = torch.full((C, 1, 1), 0.5)       # (C, 1, 1)
    return image.sub_(mean)                 # (C, H, W)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
