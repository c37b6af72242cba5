"""A plain Python number in the brackets has a point.

`/` gives a float in Python, also where it divides without rest. `len(x) / 2`
is 3.0, and there is no place 3.0. The message calls tensors by their old name,
Variables.

Fix: `//` divides and drops the rest: `x[len(x) // 2]`. For a number that comes
from elsewhere, `int(n)` or `round(n)`.

Tempting: Make a tensor of it, `x[torch.tensor(n / 2)]`. That has the same
point, and is refused with another message.
"""

import torch

MESSAGE = (
    "only integers, slices (`:`), ellipsis (`...`), None and long or byte "
    "Variables are valid indices (got {kind:word})"
)
READ = ("{kind} is the type of what stands in your brackets",)
ALSO = {
    "slice indices must be integers or None or have an __index__ method": (
        "a float in a slice, x[: n / 2]"
    ),
    "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) "
    "and integer or boolean arrays are valid indices": "NumPy",
}
PHASE = "forward"
SEE = ("indexing-and-masks",)


def broken():
    L, D = 6, 4
    x = torch.rand(L, D)                # (L, D)
    return x[len(x) / 2]


def fixed():
    L, D = 6, 4
    x = torch.rand(L, D)                # (L, D)
    return x[len(x) // 2]               # (D,)


def main():
    try:
        broken()
    except IndexError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
