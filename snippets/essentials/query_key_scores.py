"""Write attention with two matmuls and a softmax, and check it with torch."""

import torch
from torch.nn import functional as F

DEVICE = torch.device("cpu")


def query_key_scores(q, k):
    B, nh, L, hd = q.shape                           # (B, nh, L, hd)
    B, nh, P, hd = k.shape                           # (B, nh, P, hd)
    kt = k.transpose(-2, -1)                         # (B, nh, hd, P)
    scores = q @ kt                                  # (B, nh, L, P)
    scores = scores / hd ** 0.5                      # (B, nh, L, P)
    return scores.softmax(dim=-1)                    # (B, nh, L, P)


def attention(q, k, v):
    B, nh, L, hd = q.shape                           # (B, nh, L, hd)
    B, nh, P, hd = k.shape                           # (B, nh, P, hd)
    weights = query_key_scores(q, k)                 # (B, nh, L, P)
    return weights @ v   # (B, nh, L, P) @ (B, nh, P, hd) = (B, nh, L, hd)


def main():
    B, nh, L, P, hd = 8, 3, 10, 14, 32
    q = torch.randn(B, nh, L, hd, device=DEVICE)     # (B, nh, L, hd)
    k = torch.randn(B, nh, P, hd, device=DEVICE)     # (B, nh, P, hd)
    v = torch.randn(B, nh, P, hd, device=DEVICE)     # (B, nh, P, hd)
    y = attention(q, k, v)                           # (B, nh, L, hd)
    same = F.scaled_dot_product_attention(q, k, v)   # (B, nh, L, hd)
    torch.testing.assert_close(y, same)

    total = query_key_scores(q, k).sum(dim=-1)       # (B, nh, L)
    torch.testing.assert_close(total, torch.ones(B, nh, L))
    raw = (q @ k.mT).std()                           # ()
    scaled = raw / hd ** 0.5                         # ()
    print(f"scores spread by {raw:.1f}, scaled by {scaled:.1f}")
    print(f"attention {tuple(y.shape)}, the same as torch's own")
    print(f"weights of one query sum to {total[0, 0, 0].item():.1f}")


if __name__ == "__main__":
    main()
