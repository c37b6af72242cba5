"""Split each token into heads, so every head gets its own small matmul."""

import torch

DEVICE = torch.device("cpu")


def split_heads(x, nh):
    B, L, D = x.shape                             # (B, L, D)
    x = x.reshape(B, L, nh, D // nh)              # (B, L, nh, D/nh)
    return x.transpose(1, 2)                      # (B, nh, L, D/nh)


def main():
    B, L, D, nh = 8, 16, 512, 4
    tokens = torch.rand(B, L, D, device=DEVICE)   # (B, L, D)
    q = split_heads(tokens, nh)                   # (B, nh, L, D/nh)
    scores = q @ q.transpose(-2, -1)              # (B, nh, L, L)
    print(f"scores {tuple(scores.shape)}")

    hd = D // nh
    assert torch.equal(q[:, 1], tokens[:, :, hd:2 * hd])
    print(f"head 1 holds features {hd} to {2 * hd - 1} of every token")


if __name__ == "__main__":
    main()
