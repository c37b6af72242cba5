"""What is written does not fit the place it is written to.

Brackets left of `=` name a place, and what is on the right is stretched to its
shape. So the message is that of `expand`, though you did not write one. Here
the tensor was made for `L` tokens, and a text has more.

Fix: Make the place as large as the longest text, and write into a part of it:
`padded[i, :len(text)]`. `pad_sequence` does this for a list of texts.

Tempting: Write as much as fits. It runs, and the end of every long text is
gone.
"""

import torch
from torch.nn.utils.rnn import pad_sequence

MESSAGE = (
    "The expanded size of the tensor ({L}) must match the existing size "
    "({longer}) at non-singleton dimension {dim:any}.  "
    "Target sizes: {place:shape}.  Tensor sizes: {text:shape}"
)
READ = (
    "{place} is the place you write to, {text} what you write",
    "dim {dim} should have {L}, and has {longer}",
)
PHASE = "load data"
MODELS = ("clip",)
SEE = ("indexing-and-masks", "unsqueeze-squeeze-expand")


def broken():
    B, L, longer = 2, 5, 7
    padded = torch.zeros(B, L)              # (B, L)
    text = torch.ones(longer)               # (longer,)
    place = padded[0]                       # (L,)
    padded[0] = text


def fixed():
    L, longer = 5, 7
    texts = torch.ones(L), torch.ones(longer)  # (L,), (longer,)
    B = len(texts)
    padded = torch.zeros(B, longer)         # (B, longer)
    for i, text in enumerate(texts):
        padded[i, : len(text)] = text
    return pad_sequence(texts, batch_first=True)  # (B, longer)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
