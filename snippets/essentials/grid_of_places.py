"""Name the row and the column of each patch with meshgrid."""

import torch
from torch import nn

DEVICE = torch.device("cpu")


def places(H, W):
    rows, cols = torch.arange(H), torch.arange(W)     # (H,), (W,)
    y, x = torch.meshgrid(rows, cols, indexing="ij")  # each (H, W)
    both = torch.stack([y, x], dim=-1)                # (H, W, 2)
    return both.flatten(0, 1)                         # (H*W, 2)


class RowsAndColumns(nn.Module):
    """One learned vector for each row, one for each column."""

    def __init__(self, rows, cols, dim):
        super().__init__()
        self.rows = nn.Embedding(rows, dim)
        self.cols = nn.Embedding(cols, dim)

    def forward(self, place):
        """
        D = dim
        """
        P, _ = place.shape                            # (P, 2)
        y, x = place.unbind(dim=-1)                   # each (P,)
        return self.rows(y) + self.cols(x)            # (P, D)


def main():
    B, H, W, D = 8, 3, 5, 48
    place = places(H, W)                              # (H*W, 2)
    print(f"patch {W} is in row, column {place[W].tolist()}")
    image = torch.rand(B, D, H, W, device=DEVICE)     # (B, D, H, W)
    toks = image.flatten(2).mT                        # (B, H*W, D)
    row, col = place[W + 2].tolist()
    assert toks[:, W + 2].equal(image[:, :, row, col])
    pos = RowsAndColumns(H, W, D)(place)              # (H*W, D)
    toks = toks + pos                                 # (B, H*W, D)
    print(f"tokens {tuple(toks.shape)}, {H + W} vectors for {H * W} places")

    apart = place.unsqueeze(1) - place                # (H*W, H*W, 2)
    print(f"from patch 0 to patch {W}: {apart[W, 0].tolist()}")


if __name__ == "__main__":
    main()
