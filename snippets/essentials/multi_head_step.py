"""Write multi-head attention, one step a line."""

import torch
from torch import nn
from torch.nn import functional as F

DEVICE = torch.device("cpu")


class MultiHead(nn.Module):
    def __init__(self, embed_dim, nh):
        super().__init__()
        self.nh = nh
        self.qkv = nn.Linear(embed_dim, 3 * embed_dim)
        self.out = nn.Linear(embed_dim, embed_dim)

    def split_heads(self, x):
        B, L, D = x.shape                         # (B, L, D)
        hd = D // self.nh
        x = x.reshape(B, L, self.nh, hd)          # (B, L, nh, hd)
        return x.transpose(1, 2)                  # (B, nh, L, hd)

    def merge_heads(self, x):
        B, nh, L, hd = x.shape                    # (B, nh, L, hd)
        x = x.transpose(1, 2)                     # (B, L, nh, hd)
        return x.flatten(2)                       # (B, L, nh*hd)

    def attend(self, q, k, v):
        B, nh, L, hd = q.shape                    # (B, nh, L, hd)
        scores = q @ k.mT                         # (B, nh, L, L)
        scores = scores / hd ** 0.5               # (B, nh, L, L)
        weights = scores.softmax(dim=-1)          # (B, nh, L, L)
        return weights @ v                        # (B, nh, L, hd)

    def forward(self, x):
        B, L, D = x.shape                         # (B, L, D)
        h = self.qkv(x)                           # (B, L, 3*D)
        q, k, v = h.chunk(3, dim=-1)              # each (B, L, D)
        q, k, v = map(self.split_heads, (q, k, v))
        y = self.attend(q, k, v)                  # (B, nh, L, D/nh)
        same = F.scaled_dot_product_attention(q, k, v)
        torch.testing.assert_close(y, same)
        y = self.merge_heads(y)                   # (B, L, D)
        return self.out(y)                        # (B, L, D)


def main():
    B, L, D, nh = 8, 11, 48, 4
    x = torch.rand(B, L, D, device=DEVICE)        # (B, L, D)
    model = MultiHead(D, nh).to(DEVICE)
    y = model(x)                                  # (B, L, D)
    print(f"in {tuple(x.shape)}, out {tuple(y.shape)}")
    print(f"weights of qkv {tuple(model.qkv.weight.shape)}")


if __name__ == "__main__":
    main()
