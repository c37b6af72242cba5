"""Call what the layers call, with weights you hold yourself."""

import torch
import torch.nn.functional as F


def main():
    B, nh, L, P, hd, V = 2, 3, 5, 7, 8, 10
    q = torch.rand(B, nh, L, hd)                 # (B, nh, L, hd)
    k = torch.rand(B, nh, P, hd)                 # (B, nh, P, hd)
    x = torch.rand(B, L, hd)                     # (B, L, hd)
    ids = torch.randint(V, (B, L))               # (B, L)
    w = torch.rand(V, hd)                        # (V, hd)
    F.scaled_dot_product_attention(q, k, k)      # (B, nh, L, hd)
    F.linear(x, w)                               # (B, L, V)
    F.embedding(ids, w)                          # (B, L, hd)
    F.embedding_bag(ids, w)                      # (B, hd)
    F.one_hot(ids, V)                            # (B, L, V)
    F.normalize(x, dim=-1)                       # (B, L, hd)
    F.layer_norm(x, (hd,))                       # (B, L, hd)
    F.rms_norm(x, (hd,))                         # (B, L, hd)
    F.dropout(x, 0.1)                            # (B, L, hd)
    F.cosine_similarity(x, x, dim=-1)            # (B, L)
    F.pad(x, (0, 1))                             # (B, L, hd+1)


if __name__ == "__main__":
    main()
