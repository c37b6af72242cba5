"""The array holds Python objects, not numbers, so there is nothing to convert.

NumPy falls back to `object` when entries differ in kind: a None or a text
among the numbers, or rows of different lengths. A DataFrame with one column
of text gives such an array for all its columns.

Fix: Find what is no number: `rows.dtype`, `df.dtypes`. Replace it, or leave
that column out, then `astype("float32")`.

Tempting: `torch.tensor(rows.tolist())`. It meets the same None.
"""

import numpy
import torch

MESSAGE = (
    "can't convert np.ndarray of type {kind:word}. "
    "The only supported types are:"
)
READ = ("{kind} is what NumPy made of your entries",)
ALSO = {
    "Could not infer dtype of NoneType": "torch.tensor, of a list",
    "Could not infer dtype of dict": "torch.tensor, of a list of dicts",
}
PHASE = "load data"
SEE = ("into-and-out-of-tensors",)


def broken():
    rows = numpy.array([[1.5, 2.0], [0.5, None], [2.5, 1.0]])
    return torch.from_numpy(rows)


def fixed():
    rows = numpy.array([[1.5, 2.0], [0.5, None], [2.5, 1.0]])
    rows = rows.astype("float32")
    B, D = rows.shape
    x = torch.from_numpy(rows)                  # (B, D)
    known = ~x.isnan()                          # (B, D)
    return x.nan_to_num(), known                # (B, D), (B, D)


def tempting():
    rows = numpy.array([[1.5, 2.0], [0.5, None], [2.5, 1.0]])
    try:
        torch.tensor(rows.tolist())
    except (RuntimeError, TypeError) as error:
        print(f"tolist: {error}")


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
