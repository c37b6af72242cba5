"""The recurrent layer got an image, or another tensor with a dim too many.

It reads steps that each have a row of features: (B, L, D), or (L, D) for one
text. Here a conv layer before it left (B, C, F, T), and no dim was chosen to be
the steps.

Fix: Say which dim is time, and put what is left into one row for each step:
`flatten(1, 2).transpose(1, 2)`.

Tempting: `squeeze()`. It helps as long as C is 1, and on the day when a single
sample comes in, the batch is squeezed away too.
"""

import torch
from torch import nn

MESSAGE = "{cell:word}: Expected input to be 2D or 3D, got {dims:any}D instead"
READ = (
    "{cell} is the layer, and {dims} is how many dims its input has",
)
ALSO = {
    "{cell:word}: Expected input to be 2D or 3D, got {dims:any}D tensor "
    "instead": "nn.RNN",
    "{cell:word}: Expected input to be 1D or 2D, got {dims:any}D instead":
        "LSTMCell and GRUCell, for a whole text",
    "input must have 3 dimensions, got {dims:any}": "torch 1.10",
}
PHASE = "forward"
SEE = ("also-met-modules", "shapes-by-modality")


def broken():
    B, C, F, T, D = 3, 2, 8, 20, 32
    x = torch.rand(B, C, F, T)             # (B, C, F, T)
    lstm = nn.LSTM(F, D, batch_first=True)
    return lstm(x)


def fixed():
    B, C, F, T, D = 3, 2, 8, 20, 32
    x = torch.rand(B, C, F, T)             # (B, C, F, T)
    x = x.flatten(1, 2)                    # (B, C*F, T)
    x = x.transpose(1, 2)                  # (B, T, C*F)
    lstm = nn.LSTM(C * F, D, batch_first=True)
    y, state = lstm(x)
    return y                               # (B, T, D)


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
