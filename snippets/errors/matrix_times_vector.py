"""A matrix times a vector that is as long as the matrix is high, not wide.

The last dim of the matrix meets the vector. A weight of shape (D, K) takes `K`
numbers from the right; put the vector on the left, and it takes `D`.

Fix: Turn the product around, `x @ weight`, or turn the matrix,
`weight.T @ x`.

Tempting: `weight * x`, with a dim added until it broadcasts. It runs, and
nothing is summed.
"""

import torch

MESSAGE = "size mismatch, got input ({D}), mat ({D}x{K}), vec ({n})"
READ = (
    "{D}x{K} is the matrix: its rows are {K} long, so it takes a vector of "
    "{K}",
    "{n} is how long your vector is",
)
ALSO = {
    "size mismatch, got {D}, {D}x{K},{n}": "torch 1.11",
}
PHASE = "forward"
SEE = ("matmul-bmm-linear-einsum",)


def broken():
    D, K = 16, 10
    weight = torch.rand(D, K)   # (D, K)
    x = torch.rand(D)           # (D,)
    n = len(x)
    return weight @ x


def fixed():
    D, K = 16, 10
    weight = torch.rand(D, K)   # (D, K)
    x = torch.rand(D)           # (D,)
    return x @ weight           # (K,)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
