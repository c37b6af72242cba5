"""Stop tokens from looking ahead: fill with -inf, then softmax."""

import torch
from torch.nn import functional as F

DEVICE = torch.device("cpu")


def causal_weights(scores):
    B, nh, L, L = scores.shape                       # (B, nh, L, L)
    ones = torch.ones(L, L, dtype=torch.bool, device=scores.device)
    past = ones.tril()                               # (L, L)
    assert past.equal(~ones.triu(diagonal=1))
    scores = scores.masked_fill(~past, -torch.inf)   # (B, nh, L, L)
    return scores.softmax(dim=-1)                    # (B, nh, L, L)


def fill_after_softmax(scores):
    B, nh, L, L = scores.shape                       # (B, nh, L, L)
    weights = scores.softmax(dim=-1)                 # (B, nh, L, L)
    return weights.tril()                            # (B, nh, L, L)


def everything_masked():
    scores = torch.full((3,), -torch.inf)            # (3,)
    print(f"nothing left to look at {scores.softmax(dim=0).tolist()}")


def main():
    B, nh, L, hd = 8, 3, 5, 32
    q = torch.randn(B, nh, L, hd, device=DEVICE)     # (B, nh, L, hd)
    k = torch.randn(B, nh, L, hd, device=DEVICE)     # (B, nh, L, hd)
    v = torch.randn(B, nh, L, hd, device=DEVICE)     # (B, nh, L, hd)
    scores = q @ k.mT / hd ** 0.5                    # (B, nh, L, L)
    weights = causal_weights(scores)                 # (B, nh, L, L)
    y = weights @ v                                  # (B, nh, L, hd)
    same = F.scaled_dot_product_attention(q, k, v, is_causal=True)
    torch.testing.assert_close(y, same)

    late = fill_after_softmax(scores)                # (B, nh, L, L)
    for name, one in (("before", weights), ("after", late)):
        total = one[0, 0].sum(dim=-1).tolist()
        print(f"filled {name:<6} {[round(row, 2) for row in total]}")
    everything_masked()


if __name__ == "__main__":
    main()
