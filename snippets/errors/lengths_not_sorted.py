"""The lengths don't fall, and packing was not told that they need not.

`pack_padded_sequence` once wanted the longest text first. It still does unless
you say otherwise, because one export format needs it.

Fix: `enforce_sorted=False`. The texts are sorted inside, and what comes out is
in your order again.

Tempting: Sort the lengths alone. It runs, and each text is now cut at the
length of another: padding is read, and words are lost.
"""

import torch
from torch.nn.utils.rnn import pack_padded_sequence

MESSAGE = (
    "`lengths` array must be sorted in decreasing order when "
    "`enforce_sorted` is True."
)
ALSO = {
    "'lengths' array has to be sorted in decreasing order": "torch 1.0",
}
PHASE = "forward"
SEE = ("also-met-modules",)


def broken():
    B, L, D = 3, 6, 16
    x = torch.rand(B, L, D)                    # (B, L, D)
    lengths = torch.arange(1, B + 1)           # (B,)
    return pack_padded_sequence(x, lengths, batch_first=True)


def fixed():
    B, L, D = 3, 6, 16
    x = torch.rand(B, L, D)                    # (B, L, D)
    lengths = torch.arange(1, B + 1)           # (B,)
    packed = pack_padded_sequence(
        x, lengths, batch_first=True, enforce_sorted=False
    )
    return packed.data                         # (B * (B+1) // 2, D)


def tempting():
    B, L, D = 3, 6, 16
    x = torch.rand(B, L, D)                    # (B, L, D)
    lengths = torch.arange(1, B + 1)           # (B,)
    real = torch.arange(L) < lengths[:, None]  # (B, L)
    x = x * real.unsqueeze(-1)                 # (B, L, D)
    lengths = lengths.flip(0)                  # (B,)
    packed = pack_padded_sequence(x, lengths, batch_first=True)
    empty = (packed.data == 0).all(dim=1)      # (B * (B+1) // 2,)
    print(f"{empty.sum()} of {len(empty)} steps are padding")


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
