"""Your own backward returns fewer gradients than your forward took arguments.

autograd pairs what backward returns with the arguments of forward, one by one,
`ctx` not counted. Numbers and flags count: they get None.

Fix: Return one value for each argument, in the same order, None for those that
learn nothing. `return grad * ctx.scale, None`.

Tempting: A default value for the second argument. It is handed to `apply`
all the same, and counted.
"""

import torch

MESSAGE = (
    "function {name:word} returned an incorrect number of gradients "
    "(expected {n:any}, got {m:any})"
)
READ = (
    "{name} is the backward of your Function",
    "{n} arguments were given to apply",
    "{m} values came back from backward",
)
PHASE = "backward"
MODELS = ("audio",)
SEE = ("the-training-loop",)


class Scale(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, scale):
        ctx.scale = scale
        return x.clone()

    @staticmethod
    def backward(ctx, grad):
        return grad * ctx.scale


def broken():
    B, D = 4, 6
    x = torch.rand(B, D, requires_grad=True)    # (B, D)
    y = Scale.apply(x, 0.1)                     # (B, D)
    y.sum().backward()


class ScaleBoth(Scale):
    @staticmethod
    def backward(ctx, grad):
        return grad * ctx.scale, None


def fixed():
    B, D = 4, 6
    x = torch.rand(B, D, requires_grad=True)    # (B, D)
    y = ScaleBoth.apply(x, 0.1)                 # (B, D)
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
