"""cat wants its tensors in one list, and got a tensor.

The second argument of `torch.cat` is the dim, so `torch.cat(a, b)` is one
tensor and something that is no dim. The same is said when a list was meant
and a stacked tensor came.

Fix: Put them in a list or a tuple: `torch.cat([a, b], dim=1)`.

Tempting: `a + b`, as one joins lists. Of tensors it is a sum, and where the
shapes broadcast it runs.
"""

import torch

MESSAGE = (
    "{op:word}(): argument 'tensors' (position 1) must be tuple of Tensors, "
    "not Tensor"
)
READ = (
    "`{op}` was given a tensor where a list of tensors belongs",
)
PHASE = "forward"
SEE = ("cat-stack-chunk-split",)


def broken():
    B, D, K = 4, 16, 10
    a = torch.rand(B, D)                    # (B, D)
    b = torch.rand(B, K)                    # (B, K)
    return torch.cat(a, b)


def fixed():
    B, D, K = 4, 16, 10
    a = torch.rand(B, D)                    # (B, D)
    b = torch.rand(B, K)                    # (B, K)
    return torch.cat([a, b], dim=1)         # (B, D+K)


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
