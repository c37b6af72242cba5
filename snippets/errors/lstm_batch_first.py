"""An LSTM without batch_first: it reads across the samples of the batch.

`nn.LSTM`, `nn.GRU` and `nn.RNN` take (L, B, D) unless told otherwise. Given
(B, L, D), the layer takes sample after sample for step after step: the second
sample starts with what the layer remembers of the first.

Fix: `batch_first=True` in the layer. It holds for the input and the outputs;
the state stays (layers, B, D).

Tempting: `view(L, B, D)` before the call. It runs, and cuts the rows anew
without moving a number: `transpose(0, 1)` is what you mean.

Check: A sample has to give the same alone as in its batch.
"""

import torch
from torch import nn

PHASE = "forward"
SYMPTOM = "the result depends on the rest of the batch"
SEE = ("also-met-modules", "transpose-permute")


def broken():
    D = 16
    return nn.LSTM(D, D)


def fixed():
    D = 16
    return nn.LSTM(D, D, batch_first=True)


def check(model, x):
    model.eval()
    together, _ = model(x)
    alone = torch.cat([model(one)[0] for one in x.split(1)])
    off = (together - alone).abs().max()    # ()
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
