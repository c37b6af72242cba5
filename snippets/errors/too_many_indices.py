"""There are more entries in the brackets than the tensor has dims.

Each entry takes one dim, from the left; a mask takes as many as it has itself.
Here the labels are `(B,)`, one number each, and the line was written for
labels in columns. A loop over a batch, a reduction or a `squeeze()` took a dim
away that the brackets still count.

Fix: Print the shape one line above and write an entry for each dim there is.
For the last dim whatever stands before it: `x[..., 0]`.

Tempting: `unsqueeze` until it runs. It puts a dim of size 1 there, and the
numbers you wanted may have been in the one that is gone.
"""

import torch

MESSAGE = "too many indices for tensor of dimension {dims}"
READ = (
    "{dims} is how many dims the tensor has: count the entries in your "
    "brackets, a mask with all its dims",
)
ALSO = {
    "too many indices for array: array is {dims}-dimensional": "NumPy",
}
PHASE = "load data"
SEE = ("indexing-and-masks",)


def broken():
    B = 4
    labels = torch.arange(B)            # (B,)
    dims = labels.dim()
    return labels[:, 0]


def fixed():
    B = 4
    labels = torch.arange(B)            # (B,)
    return labels[0]                    # ()


def main():
    try:
        broken()
    except IndexError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
