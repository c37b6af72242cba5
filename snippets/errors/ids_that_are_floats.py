"""The ids are floats, and a float cannot pick a row.

An embedding is a table, and ids are the numbers of its rows. Here a batch is
filled into `torch.zeros`, and that makes floats. `torch.Tensor(ids)`, numbers
from a table of data, and ids that went through a scaler are floats too.

Fix: Make them whole numbers where they are made: `dtype=torch.long`.

Tempting: `.long()` at the embedding, for whatever comes in. Measured values
lose what stands behind the point: all of these end as row 0. A `Linear` is
the layer for measured values.
"""

import torch
from torch import nn

MESSAGE = (
    "Expected tensor for argument #{n:any} 'indices' to have one of the "
    "following scalar types: Long, Int; but got {ids:text} instead "
    "(while checking arguments for embedding)"
)
READ = ("{ids} is the kind of tensor you handed over as ids",)
ALSO = {
    "Expected tensor for argument #{n:any} 'indices' to have scalar type "
    "Long; but got {ids:text} instead (while checking arguments for "
    "embedding)": "torch 1.7",
}
PHASE = "forward"
MODELS = ("char_gpt", "clip")
SEE = ("norms-embeddings-softmax", "device-and-dtype")


def broken():
    B, L, V, D = 2, 6, 50, 16
    embed = nn.Embedding(V, D)
    ids = torch.zeros(B, L)                 # (B, L)
    ids[0, :2] = torch.tensor([7, 31])      # (2,)
    return embed(ids)


def fixed():
    B, L, V, D = 2, 6, 50, 16
    embed = nn.Embedding(V, D)
    ids = torch.zeros(B, L, dtype=torch.long)  # (B, L)
    ids[0, :2] = torch.tensor([7, 31])         # (2,)
    return embed(ids)                          # (B, L, D)


def tempting():
    B, L, V, D = 2, 6, 50, 16
    embed = nn.Embedding(V, D)
    measured = torch.rand(B, L)             # (B, L)
    ids = measured.long()                   # (B, L)
    print(f"{measured.numel()} values, {len(ids.unique())} row is used")
    return embed(ids)                       # (B, L, D)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
