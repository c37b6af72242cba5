"""The samples hold Python lists of different lengths.

The loader takes lists apart: it puts the first elements of all samples into one
tensor, the second ones into the next. That needs as many elements in each.
Token ids and boxes rarely come that way, and where they do, the batch is
turned around: (L, B) in place of (B, L).

Fix: Make each list a tensor, and pad in a `collate_fn`. Keep the lengths or a
mask, so the model can leave the padding out.

Tempting: Pad everything in the dataset to the longest of all. It works, and
most of each batch is padding.
"""

import torch
from torch.nn.utils.rnn import pad_sequence
from torch.utils.data import DataLoader

MESSAGE = "each element in list of batch should be of equal size"
PHASE = "load data"
MODELS = ("char_gpt", "clip")
SEE = ("tokenizers", "shapes-by-modality")

SENTENCES = ([5, 2, 9], [7, 1, 4, 4, 8])


def broken():
    loader = DataLoader(SENTENCES, batch_size=2)
    return next(iter(loader))


def padded(batch):
    ids = [torch.tensor(sentence) for sentence in batch]
    return pad_sequence(ids, batch_first=True)


def fixed():
    B, L = len(SENTENCES), max(map(len, SENTENCES))
    loader = DataLoader(SENTENCES, batch_size=B, collate_fn=padded)
    return next(iter(loader))               # (B, L)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
