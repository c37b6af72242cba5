"""The last output of a padded text is what the LSTM made of the padding.

Texts of several lengths are padded to the longest. The layer reads on through
the padding, and y[:, -1] is what is left after it: the shorter the text, the
less of it. The last state has the same fault.

Fix: Take each text's output at its own last token. Or pack the texts with
`pack_padded_sequence`, and use the last state.

Tempting: `padding_idx=0` in the embedding. It makes the vector of the padding
zero, and the layer still takes a step for each: it has a bias and a memory.

Check: Pad the batch further. No result may move.
"""

import torch
from torch import nn
from torch.nn import functional as F

PHASE = "forward"
SYMPTOM = "the result depends on the rest of the batch"
MODELS = ("clip",)
SEE = ("also-met-modules", "indexing-and-masks")


def broken():
    D = 16
    lstm = nn.LSTM(D, D, batch_first=True)

    def read(x, length):
        y, state = lstm(x)
        return y[:, -1]

    return read


def fixed():
    D = 16
    lstm = nn.LSTM(D, D, batch_first=True)

    def read(x, length):
        y, state = lstm(x)
        return y[torch.arange(len(x)), length - 1]

    return read


def a_batch():
    B, L, D = 3, 6, 16
    length = torch.randint(2, L, (B,))        # (B,)
    real = torch.arange(L) < length[:, None]  # (B, L)
    x = torch.rand(B, L, D)                   # (B, L, D)
    x = x * real.unsqueeze(-1)                # (B, L, D)
    return x, length


def check(model, x, length):
    longer = F.pad(x, (0, 0, 0, 5))
    off = (model(x, length) - model(longer, length)).abs().max()  # ()
    assert off < 1e-5, f"padding moves the result, by {off:.2f}"


def main():
    try:
        check(broken(), *a_batch())
    except AssertionError as error:
        print(error)
    check(fixed(), *a_batch())


if __name__ == "__main__":
    main()
