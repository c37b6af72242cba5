"""`repeat` was given fewer numbers than the tensor has dims.

`repeat` takes, for each dim, how often to copy it. Numbers for new dims go in
front. It never guesses which dim a single number is for.

Fix: One number per dim: `x.repeat(n, 1)` copies the rows of a matrix `n`
times, one block after the other. `x.repeat_interleave(n, dim=0)` copies each
row in place.

Tempting: The sizes you want in the end, as `expand` takes them. It runs, and
multiplies every size by them.
"""

import torch

MESSAGE = (
    "Number of dimensions of repeat dims can not be smaller than "
    "number of dimensions of tensor"
)
PHASE = "forward"
MODELS = ("clip",)
SEE = ("also-met-tensors", "unsqueeze-squeeze-expand")


def broken():
    B, D, n = 3, 4, 2
    x = torch.rand(B, D)                # (B, D)
    return x.repeat(n)


def fixed():
    B, D, n = 3, 4, 2
    x = torch.rand(B, D)                # (B, D)
    return x.repeat(n, 1)               # (n*B, D)


def tempting():
    B, D, n = 3, 4, 2
    x = torch.rand(B, D)                # (B, D)
    return x.repeat(n * B, D)           # (n*B*B, D*D)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    print("fixed:", tuple(fixed().shape))
    print("tempting:", tuple(tempting().shape))


if __name__ == "__main__":
    main()
