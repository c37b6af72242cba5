"""The result has more numbers than the tensor it should be written into.

An operation with an underscore, and `+=` too, writes into the tensor on its
left, and that cannot grow. `Normalize` in torchvision ends in such a line: a
grey image has one channel, and three means would make it three.

Fix: As many means as the image has channels, `Normalize((0.5,), (0.5,))`. If
the model wants three channels, make them first: `.convert("RGB")` in Pillow,
or `image.expand(3, -1, -1)`.

Tempting: Leave the underscore out. A grey image then becomes one of three
channels unseen, and a model that was built for one refuses it.
"""

import torch

MESSAGE = (
    "output with shape {image:shape} doesn't match the broadcast shape "
    "{wanted:shape}"
)
READ = (
    "{image} is the tensor that is written into; its shape stays",
    "{wanted} is what both together would make",
)
PHASE = "load data"
MODELS = ("cnn", "vae")
SEE = ("broadcasting", "also-met-tensors")


def broken():
    C, H, W = 3, 8, 12
    image = torch.rand(1, H, W)         # (1, H, W)
    mean = torch.full((C, 1, 1), 0.5)   # (C, 1, 1)
    wanted = C, H, W                    # (C, H, W)
    image -= mean


def fixed():
    C, H, W = 3, 8, 12
    image = torch.rand(1, H, W)         # (1, H, W)
    mean = torch.full((1, 1, 1), 0.5)   # (1, 1, 1)
    image -= mean                       # (1, H, W)
    return image.expand(C, -1, -1)      # (C, H, W)


def tempting():
    C, H, W = 3, 8, 12
    image = torch.rand(1, H, W)         # (1, H, W)
    mean = torch.full((C, 1, 1), 0.5)   # (C, 1, 1)
    return image - mean                 # (C, H, W)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
