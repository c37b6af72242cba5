"""The derivative is asked for a tensor that the result was not computed from.

`t = x[:, 0]` is a new tensor. The model was given x, and t hangs beside the
way from x to the output. No path leads from the output back to t.

Fix: Take the derivative by what went in, `torch.autograd.grad(u.sum(), x)`,
and pick the column afterwards. Or cut the columns out first and build the
input from them, with `torch.stack`. A network without bends is another cause:
its second derivative does not depend on x.

Tempting: `allow_unused=True`. It answers None instead, and the next line
stumbles over that.
"""

import torch
from torch import nn

MESSAGE = (
    "The differentiated Tensor at index {i:any} appears to not have been "
    "used in the graph."
)
READ = ("index {i} is the place in the inputs of grad, counted from 0",)
ALSO = {
    "One of the differentiated Tensors appears to not have been "
    "used in the graph.": "earlier torch",
}
PHASE = "backward"
SEE = ("indexing-and-masks", "cat-stack-chunk-split")


def broken():
    B, C, D = 4, 2, 8
    net = nn.Sequential(nn.Linear(C, D), nn.Tanh(), nn.Linear(D, 1))
    x = torch.rand(B, C, requires_grad=True)    # (B, C)
    t = x[:, 0]                                 # (B,)
    u = net(x)                                  # (B, 1)
    return torch.autograd.grad(u.sum(), t)


def fixed():
    B, C, D = 4, 2, 8
    net = nn.Sequential(nn.Linear(C, D), nn.Tanh(), nn.Linear(D, 1))
    x = torch.rand(B, C, requires_grad=True)    # (B, C)
    u = net(x)                                  # (B, 1)
    grad = torch.autograd.grad(u.sum(), x)[0]   # (B, C)
    return grad[:, 0]                           # (B,)


def tempting():
    B, C, D = 4, 2, 8
    net = nn.Sequential(nn.Linear(C, D), nn.Tanh(), nn.Linear(D, 1))
    x = torch.rand(B, C, requires_grad=True)    # (B, C)
    t = x[:, 0]                                 # (B,)
    u = net(x)                                  # (B, 1)
    print(torch.autograd.grad(u.sum(), t, allow_unused=True))


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
