"""A text in the batch is empty, and packing has no step for it.

A packed batch holds the steps of each text. A text with a length of 0 has
none, and no state either. An empty line in a file does it, and a text whose
words were all filtered out. So does a mask that counts the wrong tokens.

Fix: Take empty texts out where the data is read, and count how many there are.
Or give each text one token that is always there.

Tempting: `clamp(min=1)` on the lengths. It runs, and the state of an empty
text is that of one step of padding. That is fine if you chose it: the model
can learn what it means.
"""

import torch
from torch.nn.utils.rnn import pack_padded_sequence

MESSAGE = (
    "Length of all samples has to be greater than 0, but found an element in "
    "'lengths' that is <= 0"
)
PHASE = "forward"
SEE = ("also-met-modules",)


def broken():
    B, L, D = 4, 6, 16
    x = torch.rand(B, L, D)                # (B, L, D)
    lengths = torch.full((B,), L)          # (B,)
    lengths[-1] = 0
    return pack_padded_sequence(x, lengths, batch_first=True)


def fixed():
    B, L, D = 4, 6, 16
    x = torch.rand(B, L, D)                # (B, L, D)
    lengths = torch.full((B,), L)          # (B,)
    lengths[-1] = 0
    x, lengths = x[lengths > 0], lengths[lengths > 0]  # (B-1, L, D), (B-1,)
    return pack_padded_sequence(x, lengths, batch_first=True)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
