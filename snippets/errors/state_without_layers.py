"""The state you hand over lacks the layers, or has them where the batch goes.

A state is (layers, B, D) whatever `batch_first` says, and a layer that goes
both ways counts twice. Here two layers go both ways, which makes four, and the
state was made for one.

Where the batch it wants is the length of your texts, `batch_first=True` is
missing: the layer takes the tokens for the batch.

Fix: Hand over nothing where you want zeros. Else make it (layers * 2, B, D)
for a bidirectional layer, (layers, B, D) for one that is not.

Tempting: Transpose the state to (B, layers, D), to have the batch first there
too. It fits only where both happen to be equal, and then mixes them.
"""

import torch
from torch import nn

MESSAGE = "Expected hidden[0] size ({n*2}, {B}, {D}), got {h:shape}"
READ = (
    "{n*2} is the number of layers, twice that if they go both ways",
    "{B} is the batch that came in",
    "{D} is the hidden_size of the layer",
    "{h} is the state you handed over: layers, batch, hidden_size",
)
ALSO = {
    "Expected hidden size ({n*2}, {B}, {D}), got {h:shape}": "GRU and RNN",
    "For batched 3-D input, hx and cx should also be 3-D but got":
        "LSTM, for a state of two dims",
    "For batched 3-D input, hx should also be 3-D but got":
        "GRU and RNN, for a state of two dims",
}
PHASE = "forward"
SEE = ("also-met-modules",)


def broken():
    B, L, D, n = 3, 6, 16, 2
    lstm = nn.LSTM(D, D, n, batch_first=True, bidirectional=True)
    x = torch.rand(B, L, D)                 # (B, L, D)
    h = torch.zeros(1, B, D)                # (1, B, D)
    return lstm(x, (h, h))


def fixed():
    B, L, D, n = 3, 6, 16, 2
    lstm = nn.LSTM(D, D, n, batch_first=True, bidirectional=True)
    x = torch.rand(B, L, D)                 # (B, L, D)
    h = torch.zeros(n * 2, B, D)            # (n*2, B, D)
    y, state = lstm(x, (h, h))
    return y                                # (B, L, D*2)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
