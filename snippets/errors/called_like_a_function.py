"""Brackets behind something that is no function: Python tries to call it.

Round brackets call, square ones pick. A tensor can be picked from and not
called: `x(0)` is meant as `x[0]`. `x.T` and `x.shape` are values, so `x.T()`
and `x.shape(0)` call what they give. Layers in a plain list are no model, so
the list can't be called either.

Fix: Take the brackets away, or make them square. A list of layers becomes a
`nn.Sequential`.
"""

import torch

MESSAGE = "'{kind:word}' object is not callable"
READ = (
    "{kind} is what stands in front of the round brackets, in the line that "
    "the traceback names last",
)
PHASE = "forward"
SEE = ("into-and-out-of-tensors", "indexing-and-masks", "nn-module-sequential")


def broken():
    L, D = 3, 5
    x = torch.rand(L, D)        # (L, D)
    w = x.T()
    return x @ w


def fixed():
    L, D = 3, 5
    x = torch.rand(L, D)        # (L, D)
    w = x.T                     # (D, L)
    return x @ w                # (L, L)


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
