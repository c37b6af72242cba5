"""Mix two inputs with cat and one Linear, and see the two Linears inside."""

import torch
from torch import nn
from torch.nn import functional as F

DEVICE = torch.device("cpu")


class CatLinear(nn.Module):
    def __init__(self, x_dim, cond_dim):
        super().__init__()
        self.proj = nn.Linear(x_dim + cond_dim, x_dim)

    def forward(self, x, cond):
        B, L, D = x.shape                              # (B, L, D)
        B, C = cond.shape                              # (B, C)
        cond = cond.unsqueeze(1)                       # (B, 1, C)
        cond = cond.expand(-1, L, -1)                  # (B, L, C)
        h = torch.cat([x, cond], dim=-1)               # (B, L, D+C)
        return self.proj(h)                            # (B, L, D)


def two_linears(proj, x, cond):
    B, L, D = x.shape                  # (B, L, D)
    B, C = cond.shape                  # (B, C)
    w = proj.weight                    # (D, D+C)
    left, right = w.split([D, C], 1)   # (D, D), (D, C)
    x = F.linear(x, left, proj.bias)   # (B, L, D)
    cond = F.linear(cond, right)       # (B, D)
    cond = cond.unsqueeze(1)           # (B, 1, D)
    return x + cond                    # (B, L, D) + (B, 1, D) = (B, L, D)


def main():
    B, L, D, C = 8, 10, 64, 24
    x = torch.rand(B, L, D, device=DEVICE)             # (B, L, D)
    cond = torch.rand(B, C, device=DEVICE)             # (B, C)
    model = CatLinear(D, C).to(DEVICE)
    y = model(x, cond)                                 # (B, L, D)
    same = two_linears(model.proj, x, cond)            # (B, L, D)
    torch.testing.assert_close(y, same)
    print(f"one Linear after cat {tuple(y.shape)}")
    print("two Linears, summed: the same numbers")


if __name__ == "__main__":
    main()
