"""The last dim of what the LSTM gets is not the number of features it takes.

A recurrent layer reads (B, L, D) with `batch_first=True`, and D is what it was
built with. Here a spectrogram comes as a conv layer leaves it: features
first, time last.

Fix: `transpose(1, 2)`, so that each step is one row. Where the features really
are another number, build the layer with that one.

Tempting: Build the layer with the number of the message. It runs, reads
frequencies one after the other, and each clip has to be as long as this one.
"""

import torch
from torch import nn

MESSAGE = (
    "input.size(-1) must be equal to input_size. Expected {F}, got {T}"
)
READ = (
    "{F} is the input_size the layer was built with",
    "{T} is the last dim of what you handed it",
)
ALSO = {
    "input has inconsistent input_size: got {T} expected {F}":
        "LSTMCell and GRUCell",
}
PHASE = "forward"
SEE = ("also-met-modules", "transpose-permute")


def broken():
    B, F, T, D = 3, 8, 20, 16
    lstm = nn.LSTM(F, D, batch_first=True)
    x = torch.rand(B, F, T)                 # (B, F, T)
    y, state = lstm(x)
    return y


def fixed():
    B, F, T, D = 3, 8, 20, 16
    lstm = nn.LSTM(F, D, batch_first=True)
    x = torch.rand(B, F, T)                 # (B, F, T)
    y, state = lstm(x.transpose(1, 2))
    return y                                # (B, T, D)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
