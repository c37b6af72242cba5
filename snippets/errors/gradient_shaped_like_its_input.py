"""A gradient comes back in another shape than the tensor it belongs to.

Each gradient has the shape of its argument. In a backward written by hand the
usual slip is a transposed product. Where the Function comes with an extension,
it was often compiled for another version of the code, or for other inputs.

Fix: Write the shapes next to each line of backward. For `x @ w` the two are
`grad @ w.T` and `x.T @ grad`.

Tempting: reshape it to the shape that is asked for. The message is gone, and
every number stands in the wrong place. `torch.autograd.gradcheck` tells.
"""

import torch

MESSAGE = (
    "Function {name:word} returned an invalid gradient at index {i:any} - "
    "got {got:text} but expected shape compatible with {w:shape}"
)
READ = (
    "{name} is the backward that returned it",
    "index {i} is the argument it was returned for, from 0",
    "{w} is the shape of that argument, {got} what came back",
)
ALSO = {
    "Function {name:word} returned an invalid gradient at index {i:any} - "
    "expected shape {w:shape} but got {got:text}": "torch 0.4",
}
PHASE = "backward"
SEE = ("matmul-bmm-linear-einsum", "transpose-permute")


class Multiply(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, w):
        ctx.save_for_backward(x, w)
        return x @ w

    @staticmethod
    def backward(ctx, grad):
        x, w = ctx.saved_tensors
        return grad @ w.T, grad.T @ x


def broken():
    B, D, K = 4, 6, 3
    x = torch.rand(B, D)                        # (B, D)
    w = torch.rand(D, K, requires_grad=True)    # (D, K)
    y = Multiply.apply(x, w)                    # (B, K)
    y.sum().backward()


class MultiplyRight(Multiply):
    @staticmethod
    def backward(ctx, grad):
        x, w = ctx.saved_tensors
        return grad @ w.T, x.T @ grad


def fixed():
    B, D, K = 4, 6, 3
    x = torch.rand(B, D)                        # (B, D)
    w = torch.rand(D, K, requires_grad=True)    # (D, K)
    y = MultiplyRight.apply(x, w)               # (B, K)
    y.sum().backward()
    return w.grad                               # (D, K)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
