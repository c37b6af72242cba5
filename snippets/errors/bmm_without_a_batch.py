"""bmm takes two stacks of matrices, mm two matrices, and nothing is broadcast.

Both are strict about the number of dims. A stack times one matrix is neither,
and the matrix is what is complained about.

Fix: `@`, or `torch.matmul`. It multiplies the last two dims and broadcasts the
rest, so one matrix serves the whole stack.

Tempting: `repeat` the matrix for every sample. It runs, and holds `B` copies
of the same numbers.
"""

import torch

MESSAGE = "batch2 must be a 3D tensor"
ALSO = {
    "batch1 must be a 3D tensor": "the left one has no batch",
    "self must be a matrix": "torch.mm, the left one has a batch",
    "mat2 must be a matrix": "torch.mm, the right one has a batch",
    "matrices expected, got": "torch.mm, torch 1.4",
}
PHASE = "forward"
SEE = ("matmul-bmm-linear-einsum",)


def broken():
    B, L, D, K = 4, 6, 16, 10
    x = torch.rand(B, L, D)     # (B, L, D)
    weight = torch.rand(D, K)   # (D, K)
    return torch.bmm(x, weight)


def fixed():
    B, L, D, K = 4, 6, 16, 10
    x = torch.rand(B, L, D)     # (B, L, D)
    weight = torch.rand(D, K)   # (D, K)
    return x @ weight           # (B, L, K)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
