"""A layer got all of what an LSTM or an attention layer returns: a tuple.

`nn.LSTM` and `nn.GRU` return the outputs at each step and the last state, and
`nn.MultiheadAttention` returns its output and the weights. `nn.Sequential`
hands on what it gets, and a `Linear` cannot take a pair.

Fix: Unpack it: `y, state = lstm(x)`. These layers can't stand in a
`nn.Sequential`; write a module whose `forward` takes what it needs.

Tempting: `[1]`, because the last state sounds right. Of an LSTM it is a pair
again, of a GRU it is (layers, B, D): the batch comes second.
"""

import torch
from torch import nn

MESSAGE = (
    "{f:word}(): argument 'input' (position {n:any}) must be Tensor, not tuple"
)
READ = ("{f} is the layer that was handed a tuple: look at the one before it",)
ALSO = {
    "unsupported operand type(s) for +: 'Tensor' and 'tuple'":
        "a residual around attention",
    "'tuple' object has no attribute 'size'": "asked for its size",
    "'tuple' object has no attribute 'shape'": "asked for its shape",
    "'tuple' object has no attribute 'dim'": "a GRU given an LSTM's state",
}
PHASE = "forward"
SEE = ("also-met-modules", "nn-module-sequential")


def broken():
    B, L, D, K = 3, 6, 16, 5
    net = nn.Sequential(
        nn.LSTM(D, D, batch_first=True),
        nn.Linear(D, K),
    )
    x = torch.rand(B, L, D)                 # (B, L, D)
    return net(x)


class Tagger(nn.Module):
    def __init__(self, D, K):
        super().__init__()
        self.lstm = nn.LSTM(D, D, batch_first=True)
        self.head = nn.Linear(D, K)

    def forward(self, x):
        y, state = self.lstm(x)
        return self.head(y)


def fixed():
    B, L, D, K = 3, 6, 16, 5
    net = Tagger(D, K)
    x = torch.rand(B, L, D)                 # (B, L, D)
    return net(x)                           # (B, L, K)


def tempting():
    B, L, D, K = 3, 6, 16, 5
    gru, head = nn.GRU(D, D, batch_first=True), nn.Linear(D, K)
    x = torch.rand(B, L, D)                 # (B, L, D)
    state = gru(x)[1]                       # (1, B, D)
    return head(state)                      # (1, B, K)


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
