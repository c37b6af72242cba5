"""Pick numbers by position, by index or by mask."""

import torch


def main():
    B, L, D, V = 6, 5, 4, 7
    x = torch.rand(B, L, D)                    # (B, L, D)
    i = torch.tensor([4, 0])                   # (2,)
    ids = torch.randint(V, (B, L))             # (B, L)
    cols = torch.randint(D, (B, L, 1))         # (B, L, 1)
    mask = torch.ones(L, L).tril().bool()      # (L, L)
    scores = torch.rand(B, L, L)               # (B, L, L)
    table = torch.rand(V, D)                   # (V, D)
    flat = torch.zeros(V)                      # (V,)
    x[:, 0]                                    # (B, D)
    x[:, 1:3]                                  # (B, 2, D)
    x[..., 0]                                  # (B, L)
    x[:, None]                                 # (B, 1, L, D)
    x[..., None]                               # (B, L, D, 1)
    x[:, i]                                    # (B, 2, D)
    table[ids]                                 # (B, L, D)
    x[x > 2]                                   # (0,)
    x[:, 0] = 1                                # (B, D)
    x.gather(2, cols)                          # (B, L, 1)
    x.take(i)                                  # (2,)
    x.index_select(1, i)                       # (B, 2, D)
    x.select(1, 0)                             # (B, D)
    x.narrow(1, 0, 3)                          # (B, 3, D)
    x.masked_select(x > 2)                     # (0,)
    scores.diagonal(dim1=1, dim2=2)            # (B, L)
    torch.diag(flat)                           # (V, V)
    torch.diag_embed(x)                        # (B, L, D, D)
    torch.where(mask, scores, 0.0)             # (B, L, L)
    scores.masked_fill(~mask, -torch.inf)      # (B, L, L)
    scores.masked_fill_(~mask, -torch.inf)     # (B, L, L)
    scores.tril()                              # (B, L, L)
    scores.triu(1)                             # (B, L, L)
    flat.scatter(0, ids[0], 1.0)               # (V,)
    flat.scatter_(0, ids[0], 1.0)              # (V,)
    flat.scatter_add(0, ids[0], x[0, :, 0])    # (V,)
    flat.scatter_reduce(0, ids[0], x[0, :, 0], "amax")  # (V,)
    flat.index_add(0, ids[0], x[0, :, 0])      # (V,)
    flat.index_fill(0, i, 1.0)                 # (V,)
    flat.index_copy(0, i, table[0, :2])        # (V,)
    torch.nonzero(flat > 9)                    # (0, 1)
    torch.argwhere(flat > 9)                   # (0, 1)


if __name__ == "__main__":
    main()
