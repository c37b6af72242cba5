"""The last state of an LSTM, reshaped as if the batch came first: it does not.

With `batch_first=True` the input and the outputs are (B, L, D). The state is
still (layers, B, D). A `view(B, -1)` of it has the right shape, and each row
gets the states of several samples.

Fix: `h[-1]` for the last layer, which is what you want most often. For all of
them: `h.transpose(0, 1).flatten(1)`.

Tempting: `h.squeeze(0)`. It is right for one layer, and does nothing for two.

Check: A sample has to give the same alone as in its batch.
"""

import torch
from torch import nn

PHASE = "forward"
SYMPTOM = "the result depends on the rest of the batch"
SEE = ("also-met-modules", "transpose-permute")


def broken():
    D, n = 16, 2
    lstm = nn.LSTM(D, D, n, batch_first=True)

    def read(x):
        y, (h, c) = lstm(x)
        return h.view(len(x), -1)

    return read


def fixed():
    D, n = 16, 2
    lstm = nn.LSTM(D, D, n, batch_first=True)

    def read(x):
        y, (h, c) = lstm(x)
        return h.transpose(0, 1).flatten(1)

    return read


def check(read, x):
    together = read(x)
    alone = torch.cat([read(one) for one in x.split(1)])
    off = (together - alone).abs().max()   # ()
    assert off < 1e-4, f"alone, a sample gives something else, by {off:.2f}"


def main():
    x = torch.rand(3, 6, 16)
    try:
        check(broken(), x)
    except AssertionError as error:
        print(error)
    check(fixed(), x)


if __name__ == "__main__":
    main()
