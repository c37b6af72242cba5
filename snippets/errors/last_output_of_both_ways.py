"""The last output of a bidirectional LSTM: its second half has read one token.

One LSTM reads from left to right, the other from right to left. Their outputs
stand side by side at each token. At the last one, the first half has read
everything, and the second half has only begun.

Fix: Take the last state of each, h[-2] and h[-1]. That is y[:, -1] of the first
half and y[:, 0] of the second.

Check: Change the first token. Each feature of the result has to move.
"""

import torch
from torch import nn

PHASE = "forward"
SYMPTOM = "it trains, and the result is wrong"
SEE = ("also-met-modules",)


def broken():
    D = 16
    lstm = nn.LSTM(D, D, batch_first=True, bidirectional=True)

    def read(x):
        y, (h, c) = lstm(x)
        return y[:, -1]

    return read


def fixed():
    D = 16
    lstm = nn.LSTM(D, D, batch_first=True, bidirectional=True)

    def read(x):
        y, (h, c) = lstm(x)
        return torch.cat((h[-2], h[-1]), dim=1)

    return read


def check(read, x):
    other = x.clone()
    other[:, 0] = -x[:, 0]
    moved = (read(x) != read(other)).any(dim=0)
    still = (~moved).sum()                 # ()
    assert still == 0, f"{still} of {len(moved)} features never saw token 0"


def main():
    x = torch.rand(3, 6, 16)
    try:
        check(broken(), x)
    except AssertionError as error:
        print(error)
    check(fixed(), x)


if __name__ == "__main__":
    main()
