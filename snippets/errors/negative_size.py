"""A size came out below zero: what is taken away is more than there is.

Sizes are often computed: a length minus a window, a width minus a kernel, how
much to pad. One short sample is enough for the difference to be negative.

Fix: Print the two numbers. Where a short sample is all right, stop at zero:
`max(L - W, 0)`. Where it is not, refuse it by name when it is loaded.

Tempting: `abs(...)`. It makes a tensor, of a size that means nothing.
"""

import torch

MESSAGE = "zeros: Dimension size must be non-negative."
ALSO = {
    "Trying to create tensor with negative dimension": "a layer, and others",
    "Dimension size must be non-negative": "other makers of tensors",
    "invalid shape dimension": "view and reshape",
}
PHASE = "load data"
MODELS = ("audio",)
SEE = ("make-tensors", "shapes-by-modality")


def padded(wave, wanted):
    L, = wave.shape
    silence = torch.zeros(wanted - L)
    return torch.cat([wave, silence])


def broken():
    L = 9
    wave = torch.rand(L)                            # (L,)
    return padded(wave, L - 3)


def padded_or_cut(wave, wanted):
    L, = wave.shape
    silence = torch.zeros(max(wanted - L, 0))
    return torch.cat([wave, silence])[:wanted]      # (wanted,)


def fixed():
    L = 9
    wave = torch.rand(L)                            # (L,)
    padded_or_cut(wave, L + 3)
    return padded_or_cut(wave, L - 3)               # (L-3,)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
