"""Join tensors, or take them apart."""

import torch
from torch.nn.utils.rnn import pad_sequence


def main():
    B, L, P, D = 7, 5, 8, 12
    x = torch.rand(B, L, D)                    # (B, L, D)
    y = torch.rand(B, P, D)                    # (B, P, D)
    torch.cat([x, y], dim=1)                   # (B, L+P, D)
    torch.concat([x, y], dim=1)                # (B, L+P, D)
    torch.concatenate([x, y], dim=1)           # (B, L+P, D)
    torch.hstack([x, y])                       # (B, L+P, D)
    torch.vstack([x, x])                       # (2*B, L, D)
    torch.stack([x, x, x], dim=1)              # (B, 3, L, D)
    x.chunk(3, dim=2)                          # each (B, L, D/3)
    x.split(D // 4, dim=2)                     # each (B, L, D/4)
    torch.split(x, [1, D - 1], dim=2)          # (B, L, 1), (B, L, D-1)
    x.split_with_sizes([1, D - 1], dim=2)      # (B, L, 1), (B, L, D-1)
    x.tensor_split(3, dim=2)                   # each (B, L, D/3)
    x.unbind(1)                                # each (B, D)
    pad_sequence([x[0], y[0, :L]], batch_first=True)  # (2, L, D)


if __name__ == "__main__":
    main()
