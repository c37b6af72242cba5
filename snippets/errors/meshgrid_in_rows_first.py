"""`meshgrid` counts rows first, and code from NumPy expects columns first.

`torch.meshgrid(x, y)` gives x the first dim of the grid. NumPy gives it the
second one, because x goes to the right. In a square image both have the same
shape, and every place is mirrored along the diagonal.

Fix: Say it: `indexing="xy"` as in NumPy, `indexing="ij"` for rows first.

Tempting: `.T` on both grids. It helps until the grid has a third dim.

Check: One place of the grid whose x and y you know: right of the first is the
next x.
"""

import torch

MESSAGE = (
    "torch.meshgrid: in an upcoming release, it will be required to pass the "
    "indexing argument."
)
PHASE = "build"
SYMPTOM = "it trains, and the result is wrong"
MODELS = ("vit",)
SEE = ("position-embeddings", "make-tensors")


def broken():
    W, H = 6, 5
    x, y = torch.meshgrid(torch.arange(W), torch.arange(H))
    return x, y


def fixed():
    W, H = 6, 5
    columns, rows = torch.arange(W), torch.arange(H)        # (W,), (H,)
    x, y = torch.meshgrid(columns, rows, indexing="xy")
    return x, y                                 # (H, W), (H, W)


def check(grid):
    x, y = grid
    at = x[0, 1].item(), y[0, 1].item()
    assert at == (1, 0), f"one to the right of the corner is {at}, not (1, 0)"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
