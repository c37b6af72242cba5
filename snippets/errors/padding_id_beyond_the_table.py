"""The padding id is larger than the table of embeddings has rows.

The padding is a token like any other: it needs a row, even if that row stays
at zero. A vocabulary of V words with ids from 0 has its last row at V - 1, so
a padding id of V needs one row more.

Fix: Count the special tokens too: `nn.Embedding(V + 1, D, padding_idx=V)`. With
a tokenizer, `len(tokenizer)` counts the added ones; its `vocab_size` may not.

Tempting: `padding_idx=0`. It runs, and the word with the id 0 never learns,
unless 0 was kept free for it.
"""

import torch
from torch import nn

MESSAGE = "Padding_idx must be within num_embeddings"
PHASE = "build"
MODELS = ("char_gpt", "clip")
SEE = ("norms-embeddings-softmax", "tokenizers")


def broken():
    V, D = 100, 16
    return nn.Embedding(V, D, padding_idx=V)


def fixed():
    B, L, V, D = 4, 6, 100, 16
    table = nn.Embedding(V + 1, D, padding_idx=V)
    ids = torch.full((B, L), V)         # (B, L)
    return table(ids)                   # (B, L, D)


def main():
    try:
        broken()
    except AssertionError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
