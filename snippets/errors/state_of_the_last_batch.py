"""The state was made for a full batch, and the last batch is smaller.

A state has a row for each sample. Kept from one batch to the next, or made
once for the usual batch size, it fits until the data runs out. It is no use to
the next batch anyway: its rows belong to other samples.

Fix: Hand over no state, and the layer begins at zero with the batch it gets.
Where you make one, take its size from the input: `x.shape[0]`.

Tempting: Cut the state to the last batch. It runs, and each text begins with
the memory of a text that has nothing to do with it. `drop_last=True` does not
help when a single text comes in later.
"""

import torch
from torch import nn

MESSAGE = "Expected hidden[0] size ({n}, {b}, {D}), got {h:shape}"
READ = (
    "{n} is the number of layers, twice that if they go both ways",
    "{b} is the batch that came in",
    "{D} is the hidden_size of the layer",
    "{h} is the state you handed over: layers, batch, hidden_size",
)
ALSO = {
    "Expected hidden size ({n}, {b}, {D}), got {h:shape}": "GRU and RNN",
    "doesn't match hidden0 batch size": "LSTMCell and GRUCell",
}
PHASE = "forward"
SYMPTOM = "the last batch or a single sample fails"
SEE = ("also-met-modules",)


def broken():
    N, B, L, D, n = 7, 4, 5, 16, 2
    lstm = nn.LSTM(D, D, n, batch_first=True)
    texts = torch.rand(N, L, D)             # (N, L, D)
    h = torch.zeros(n, B, D)                # (n, B, D)
    c = torch.zeros(n, B, D)                # (n, B, D)
    for x in texts.split(B):
        b = x.shape[0]
        y, (h, c) = lstm(x, (h, c))


def fixed():
    N, B, L, D, n = 7, 4, 5, 16, 2
    lstm = nn.LSTM(D, D, n, batch_first=True)
    texts = torch.rand(N, L, D)             # (N, L, D)
    for x in texts.split(B):
        b = x.shape[0]
        y, state = lstm(x)
    return y                                # (b, L, D)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
