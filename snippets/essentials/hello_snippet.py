"""Say hello to a tensor: the smallest snippet, to copy and rename."""

import torch

DEVICE = torch.device("cpu")


def hello_snippet(x):
    B, L, D = x.shape
    return x.mean(dim=1)                       # (B, D)


def main():
    B, L, D = 8, 12, 64
    x = torch.rand(B, L, D, device=DEVICE)     # (B, L, D)
    mean = hello_snippet(x)                    # (B, D)
    print(f"hello {tuple(mean.shape)}")


if __name__ == "__main__":
    main()
