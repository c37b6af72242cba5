"""The shape was asked for a dim that the tensor doesn't have.

A shape is a tuple, so this is what Python says of any tuple that is too short.
`x.shape[3]` is the width of a batch of images; one image has only (C, H, W).

Fix: Add the dim that is missing, or count from the end: `x.shape[-1]` is the
width in both.

Tempting: `try` and `except` around it, with a default. The wrong tensor then
goes on, and the next line fails with less to say.
"""

import torch

MESSAGE = "tuple index out of range"
PHASE = "forward"
SYMPTOM = "the last batch or a single sample fails"
SEE = ("shapes-by-modality", "unsqueeze-squeeze-expand")


def broken():
    C, H, W = 3, 8, 12
    image = torch.rand(C, H, W)     # (C, H, W)
    width = image.shape[3]
    return torch.arange(width)


def fixed():
    C, H, W = 3, 8, 12
    image = torch.rand(C, H, W)     # (C, H, W)
    width = image.shape[-1]
    return torch.arange(width)      # (W,)


def main():
    try:
        broken()
    except IndexError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
