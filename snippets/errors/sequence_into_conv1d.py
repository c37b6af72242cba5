"""The sequence has its features last, and `Conv1d` wants them second.

Transformers and recurrent layers keep a sequence as (B, T, C): for each
moment, its features. `Conv1d` reads (B, C, T). So it takes the number of
moments for the number of channels.

Fix: Turn the last two dims around with `transpose(1, 2)` before the
convolution, and back after it if the next layer wants its features last.

Tempting: Build the layer with T for its channels. Now it slides over the
features, mixes all moments at once, and breaks with the next length.
"""

import torch
from torch import nn

MESSAGE = (
    "Given groups={groups:any}, weight of size {weight:shape}, "
    "expected input{x:shape} to have {C} channels, "
    "but got {T} channels instead"
)
READ = (
    "{x} is your input, read as (B, C, T): {T} stands where the channels "
    "belong",
    "{weight} is the layer's weight, which takes {C} channels: look for "
    "{C} at the end of your shape",
)
PHASE = "forward"
MODELS = ("audio",)
SEE = ("transpose-permute", "convolutions", "shapes-by-modality")


def broken():
    B, T, C, D, ks = 4, 100, 40, 64, 5
    x = torch.rand(B, T, C)             # (B, T, C)
    conv = nn.Conv1d(C, D, ks, padding="same")
    weight = conv.weight                # (D, C, ks)
    return conv(x)


def fixed():
    B, T, C, D, ks = 4, 100, 40, 64, 5
    x = torch.rand(B, T, C)             # (B, T, C)
    conv = nn.Conv1d(C, D, ks, padding="same")
    x = x.transpose(1, 2)               # (B, C, T)
    x = conv(x)                         # (B, D, T)
    return x.transpose(1, 2)            # (B, T, D)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
