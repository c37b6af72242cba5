"""Let one sequence look at another: queries from here, keys from there."""

import torch
from torch import nn
from torch.nn import functional as F

DEVICE = torch.device("cpu")


class CrossAttention(nn.Module):
    def __init__(self, dim, cond_dim, nh):
        super().__init__()
        self.nh = nh
        self.to_q = nn.Linear(dim, dim)
        self.to_kv = nn.Linear(cond_dim, 2 * dim)
        self.out = nn.Linear(dim, dim)

    def forward(self, x, cond):
        B, L, D = x.shape                             # (B, L, D)
        B, S, C = cond.shape                          # (B, S, C)
        hd = D // self.nh
        q = self.to_q(x)                              # (B, L, D)
        k, v = self.to_kv(cond).chunk(2, dim=-1)      # each (B, S, D)
        q = q.unflatten(2, (self.nh, hd))             # (B, L, nh, hd)
        k = k.unflatten(2, (self.nh, hd))             # (B, S, nh, hd)
        v = v.unflatten(2, (self.nh, hd))             # (B, S, nh, hd)
        q = q.transpose(1, 2)                         # (B, nh, L, hd)
        k = k.transpose(1, 2)                         # (B, nh, S, hd)
        v = v.transpose(1, 2)                         # (B, nh, S, hd)
        scores = q @ k.mT / hd ** 0.5                 # (B, nh, L, S)
        y = scores.softmax(dim=-1) @ v                # (B, nh, L, hd)
        same = F.scaled_dot_product_attention(q, k, v)
        torch.testing.assert_close(y, same)
        y = y.transpose(1, 2)                         # (B, L, nh, hd)
        return self.out(y.flatten(2))                 # (B, L, D)


def main():
    B, L, D, nh = 8, 20, 48, 4
    S, C = 7, 36
    x = torch.rand(B, L, D, device=DEVICE)            # (B, L, D)
    cond = torch.rand(B, S, C, device=DEVICE)         # (B, S, C)
    model = CrossAttention(D, C, nh).to(DEVICE)
    y = model(x, cond)                                # (B, L, D)
    print(f"x {tuple(x.shape)} and cond {tuple(cond.shape)}")
    print(f"out {tuple(y.shape)}, as long as x")
    turned = model(x, cond.flip(1))                   # (B, L, D)
    torch.testing.assert_close(y, turned)
    print("the order of cond makes no difference")
    moved = model(x.flip(1), cond)                    # (B, L, D)
    torch.testing.assert_close(moved, y.flip(1))
    print("tokens of x in another order: each gets what it had")


if __name__ == "__main__":
    main()
