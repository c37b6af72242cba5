"""Multiply matrices, and take them apart."""

import torch
from einops import einsum, pack, rearrange, reduce, repeat, unpack
from einops.layers.torch import Rearrange, Reduce


def main():
    B, L, D, K, nh = 2, 5, 12, 3, 4
    x = torch.rand(B, L, D)                          # (B, L, D)
    w = torch.rand(B, D, K)                          # (B, D, K)
    m = torch.rand(L, D)                             # (L, D)
    v = torch.rand(D)                                # (D,)
    square = m @ m.T + torch.eye(L)                  # (L, L)
    x @ w                       # (B, L, D) @ (B, D, K) = (B, L, K)
    torch.matmul(x, w)                               # (B, L, K)
    torch.bmm(x, w)                                  # (B, L, K)
    torch.baddbmm(x @ w, x, w)                       # (B, L, K)
    torch.mm(m, w[0])                                # (L, K)
    torch.addmm(v[:K], m, w[0])                      # (L, K)
    torch.dot(v, v)                                  # ()
    torch.outer(v, m[:, 0])                          # (D, L)
    torch.cross(torch.ones(L, 3), torch.rand(L, 3), dim=1)  # (L, 3)
    torch.tensordot(x, w[0], dims=1)                 # (B, L, K)
    torch.einsum("bld,bdk->blk", x, w)               # (B, L, K)
    einsum(x, w, "b l d, b d k -> b l k")            # (B, L, K)
    rearrange(x, "b l (n d) -> b n l d", n=nh)       # (B, nh, L, D/nh)
    Rearrange("b l d -> b d l")(x)                   # (B, D, L)
    repeat(m, "l d -> b l d", b=B)                   # (B, L, D)
    reduce(x, "b l d -> b d", "mean")                # (B, D)
    pack([m, v], "* d")[0]                           # (L+1, D)
    unpack(m, [[1], [L - 1]], "* d")                 # (1, D), (L-1, D)
    Reduce("b l d -> b d", "mean")(x)                # (B, D)
    torch.inverse(square)                            # (L, L)
    torch.linalg.inv(square)                         # (L, L)
    torch.linalg.solve(square, m)                    # (L, D)
    torch.linalg.cholesky(square)                    # (L, L)
    torch.linalg.svd(square)                         # (L, L), (L,), (L, L)


if __name__ == "__main__":
    main()
