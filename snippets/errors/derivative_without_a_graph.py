"""The first derivative was taken without a graph.

`torch.autograd.grad` gives numbers. How they came about is forgotten, unless
you ask for it. A loss made of them has nothing to go back through.

Fix: `create_graph=True` where the first derivative is taken. Only the last
one can do without.

Tempting: `retain_graph=True`. It keeps the graph of the forward pass for a
second backward. It doesn't record the derivative.
"""

import torch
from torch import nn

MESSAGE = (
    "element {i:any} of tensors does not require grad and "
    "does not have a grad_fn"
)
READ = ("element {i} is what backward was called on, counted from 0",)
ALSO = {
    "element {i:any} of variables does not require grad and "
    "does not have a grad_fn": "torch 0.4",
}
PHASE = "backward"
SEE = ("the-training-loop",)


def broken():
    B, C, D = 4, 2, 8
    net = nn.Sequential(nn.Linear(C, D), nn.Tanh(), nn.Linear(D, 1))
    x = torch.rand(B, C, requires_grad=True)    # (B, C)
    u = net(x)                                  # (B, 1)
    slope = torch.autograd.grad(u.sum(), x)[0]  # (B, C)
    loss = slope[:, 0].square().mean()          # ()
    loss.backward()


def fixed():
    B, C, D = 4, 2, 8
    net = nn.Sequential(nn.Linear(C, D), nn.Tanh(), nn.Linear(D, 1))
    x = torch.rand(B, C, requires_grad=True)    # (B, C)
    u = net(x)                                  # (B, 1)
    slope = torch.autograd.grad(
        u.sum(), x, create_graph=True)[0]       # (B, C)
    loss = slope[:, 0].square().mean()          # ()
    loss.backward()


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
