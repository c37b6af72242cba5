"""A Function written for torch 0.3 or earlier: it is called with brackets.

Old code makes an object, `MyFunction()(x)`, and keeps what backward needs on
`self`. Now both methods are static, take `ctx` first, and the call is
`MyFunction.apply(x)`. Old repositories and old CUDA extensions stop here.

Fix: Put `@staticmethod` above both methods, write `ctx` for `self`, take
`ctx.saved_tensors`, and call `.apply`. Look for a newer release first.

Tempting: An old torch. It brings back an old Python and an old CUDA, which
today's cards do not run.
"""

import torch

MESSAGE = (
    "Legacy autograd function with non-static forward method is deprecated."
)
PHASE = "forward"
SEE = ("the-training-loop",)


class Reverse(torch.autograd.Function):
    def forward(self, x):
        return x.clone()

    def backward(self, grad):
        return -grad


def broken():
    B, D = 4, 6
    x = torch.rand(B, D, requires_grad=True)    # (B, D)
    return Reverse()(x)


class ReverseNow(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x.clone()

    @staticmethod
    def backward(ctx, grad):
        return -grad


def fixed():
    B, D = 4, 6
    x = torch.rand(B, D, requires_grad=True)    # (B, D)
    y = ReverseNow.apply(x)                     # (B, D)
    y.sum().backward()
    return x.grad                               # (B, D)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
