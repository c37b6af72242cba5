"""See what inplace=True does to a skip connection."""

import torch
from torch import nn

DEVICE = torch.device("cpu")


def residual(x, inplace):
    B, D = x.shape                           # (B, D)
    h = nn.ReLU(inplace=inplace)(x)          # (B, D)
    return x + h                             # (B, D)


def into_what_backward_needs():
    w = torch.rand(5, requires_grad=True)    # (5,)
    h = w.exp()                              # (5,)
    nn.ReLU(inplace=True)(h)                 # (5,)
    try:
        h.sum().backward()
    except RuntimeError as error:
        print(str(error).partition(". Hint")[0])


def main():
    rows = [-1.0, 2.0, 3.0], [4.0, -5.0, 6.0]
    x = torch.tensor(rows)                   # (2, 3)
    print(f"x + relu(x) is {residual(x.clone(), inplace=False).tolist()}")
    print(f"in place it is {residual(x, inplace=True).tolist()}")
    print(f"and x became   {x.tolist()}")
    into_what_backward_needs()


if __name__ == "__main__":
    main()
