"""Choose between @, bmm and Linear by the dims each of them looks at."""

import torch
from torch import nn

DEVICE = torch.device("cpu")


def at():
    B, nh, L, P, D = 8, 3, 10, 14, 32
    x = torch.rand(B, nh, L, D, device=DEVICE)   # (B, nh, L, D)
    y = torch.rand(B, nh, D, P, device=DEVICE)   # (B, nh, D, P)
    w = torch.rand(D, P, device=DEVICE)          # (D, P)
    z = x @ y                                    # (B, nh, L, P)
    h = x @ w                                    # (B, nh, L, P)
    torch.testing.assert_close(z[5, 2], x[5, 2] @ y[5, 2])
    torch.testing.assert_close(h[5, 2], x[5, 2] @ w)
    print(f"x @ y {tuple(z.shape)}, x @ w {tuple(h.shape)}")


def bmm():
    B, nh, L, P, D = 8, 3, 10, 14, 32
    x = torch.rand(B, nh, L, D, device=DEVICE)   # (B, nh, L, D)
    y = torch.rand(B, nh, D, P, device=DEVICE)   # (B, nh, D, P)
    try:
        torch.bmm(x, y)
    except RuntimeError as error:
        print(f"RuntimeError: {error}")
    x3, y3 = x.flatten(0, 1), y.flatten(0, 1)    # (B*nh, L, D), (B*nh, D, P)
    z = torch.bmm(x3, y3)                        # (B*nh, L, P)
    z = z.unflatten(0, (B, nh))                  # (B, nh, L, P)
    torch.testing.assert_close(z, x @ y)


def linear():
    B, L, D, K = 8, 10, 32, 5
    x = torch.rand(B, L, D, device=DEVICE)       # (B, L, D)
    proj = nn.Linear(D, K, device=DEVICE)
    y = proj(x)                                  # (B, L, K)
    torch.testing.assert_close(y, x @ proj.weight.mT + proj.bias)
    print(f"Linear {tuple(y.shape)}, weight {tuple(proj.weight.shape)}")
    try:
        proj(x.mT)
    except RuntimeError as error:
        print(f"RuntimeError: {error}")


def main():
    at()
    bmm()
    linear()


if __name__ == "__main__":
    main()
