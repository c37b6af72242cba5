"""A layer got the packed sequence, and wants the padded tensor.

What goes in packed comes out packed: `nn.LSTM` returns a `PackedSequence`,
which no other layer knows. It has neither `shape` nor indices.

Fix: `pad_packed_sequence(y, batch_first=True)` right after the LSTM. It gives
back the tensor and the lengths.

Tempting: `y.data`. It is a tensor, and the `Linear` runs. Its rows are in the
order of time, all first steps, then all second steps: which row is whose is
lost.
"""

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

MESSAGE = (
    "{f:word}(): argument '{name:word}' (position {n:any}) must be Tensor, "
    "not PackedSequence"
)
READ = ("{f} is the layer that was handed the packed sequence",)
ALSO = {
    "'PackedSequence' object has no attribute": "asked for its shape or size",
}
PHASE = "forward"
SEE = ("also-met-modules",)


def broken():
    B, L, D, K = 3, 6, 16, 5
    lstm, head = nn.LSTM(D, D, batch_first=True), nn.Linear(D, K)
    x = torch.rand(B, L, D)                # (B, L, D)
    lengths = torch.full((B,), L)          # (B,)
    packed = pack_padded_sequence(x, lengths, batch_first=True)
    y, state = lstm(packed)
    return head(y)


def fixed():
    B, L, D, K = 3, 6, 16, 5
    lstm, head = nn.LSTM(D, D, batch_first=True), nn.Linear(D, K)
    x = torch.rand(B, L, D)                # (B, L, D)
    lengths = torch.full((B,), L)          # (B,)
    packed = pack_padded_sequence(x, lengths, batch_first=True)
    y, state = lstm(packed)
    y, lengths = pad_packed_sequence(y, batch_first=True)  # (B, L, D), (B,)
    return head(y)                         # (B, L, K)


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
