"""Turn text into tokens: each id picks its row of a learned table."""

import torch
from torch import nn

DEVICE = torch.device("cpu")


class TextEmbedding(nn.Module):
    def __init__(self, V, L, D):
        super().__init__()
        self.embed = nn.Embedding(V, D)
        pos = torch.zeros(1, L, D)                    # (1, L, D)
        self.pos_embed = nn.Parameter(pos)            # (1, L, D)

    def forward(self, ids):
        B, L = ids.shape                   # (B, L)
        toks = self.embed(ids)             # (B, L, D)
        return toks + self.pos_embed       # (B, L, D) + (1, L, D) = (B, L, D)


def try_ids(embed, ids):
    try:
        embed(ids)
    except (RuntimeError, IndexError) as error:
        print(f"{type(error).__name__}: {error}")


def main():
    B, L, V, D = 8, 11, 100, 48
    ids = torch.randint(V, (B, L), device=DEVICE)     # (B, L)
    model = TextEmbedding(V, L, D).to(DEVICE)
    toks = model(ids)                                 # (B, L, D)
    print(f"ids {tuple(ids.shape)} {ids.dtype}")
    print(f"toks {tuple(toks.shape)} {toks.dtype}")
    table = model.embed.weight                        # (V, D)
    rows = table[ids]                                 # (B, L, D)
    assert model.embed(ids).equal(rows), "an embedding is a lookup"
    try_ids(model.embed, torch.rand(B, L))
    try_ids(model.embed, ids + V)


if __name__ == "__main__":
    main()
