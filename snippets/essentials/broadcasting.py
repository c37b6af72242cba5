"""Predict the shape of a sum: compare dims from right to left."""

import torch

DEVICE = torch.device("cpu")


def broadcasting():
    B, P, D = 8, 6, 10
    x1 = torch.rand(B, 1, D, device=DEVICE)  # (B, 1, D)
    x2 = torch.rand(1, P, D, device=DEVICE)  # (1, P, D)
    x3 = torch.rand(B, P, 1, device=DEVICE)  # (B, P, 1)
    h = x1 + x2                              # (B, 1, D) + (1, P, D) = (B, P, D)
    y = h + x3                               # (B, P, D) + (B, P, 1) = (B, P, D)
    assert torch.equal(y, x1 + x2 + x3)

    x1 = x1.expand(B, P, D)                  # (B, P, D)
    x2 = x2.expand(B, P, D)                  # (B, P, D)
    x3 = x3.expand(B, P, D)                  # (B, P, D)
    assert torch.equal(y, x1 + x2 + x3)
    print(f"x1 + x2 + x3 {tuple(y.shape)}, expanded by hand: the same")


def missing_dims():
    B, P, D = 8, 6, 10
    x = torch.rand(B, P, D, device=DEVICE)   # (B, P, D)
    bias = torch.rand(D, device=DEVICE)      # (D,)
    y = x + bias                             # (B, P, D) + (D,) = (B, P, D)
    assert torch.equal(y, x + bias.view(1, 1, D))
    sizes = x.shape, bias.shape              # (B, P, D), (D,)
    shape = torch.broadcast_shapes(*sizes)   # (B, P, D)
    print(f"asked with sizes only {tuple(shape)}")


def main():
    broadcasting()
    missing_dims()


if __name__ == "__main__":
    main()
