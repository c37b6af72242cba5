"""One number was taken apart, as if it were several.

`values, places = x.max(dim=1)` gives two tensors. Without a dim there is one
number, the maximum of all, and nothing to unpack. A function that used to
return a pair, and a `for` over a sum, end here too.

Fix: Name the dim, or take one result. For a loss that a model returns alone:
`loss = model(x)`.

Tempting: `values = x.max()`, since that line runs. It is the largest number of
the whole batch, and no longer one for each row.
"""

import torch

MESSAGE = "iteration over a 0-d tensor"
ALSO = {
    "len() of a 0-d tensor": "len(x)",
    "iteration over a 0-d array": "NumPy",
}
PHASE = "evaluate"
SEE = ("reductions-and-math", "into-and-out-of-tensors")


def broken():
    B, K = 4, 3
    scores = torch.rand(B, K)               # (B, K)
    values, places = scores.max()
    return places


def fixed():
    B, K = 4, 3
    scores = torch.rand(B, K)               # (B, K)
    values, places = scores.max(dim=1)      # (B,), (B,)
    return places                           # (B,)


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
