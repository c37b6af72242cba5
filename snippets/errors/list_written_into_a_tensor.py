"""What stands right of `=` is a list or an array, and not a tensor.

A place in a tensor takes a tensor or one number. A list has neither dtype nor
shape, and an array lives in NumPy. Torch asks you to say what they become.

Fix: `x[0] = torch.tensor(row)`, or `torch.from_numpy(row)` for an array. For
many rows, collect them and make one tensor in the end.

Tempting: A loop that writes number by number. It works, and a million small
writes take seconds where one takes none.
"""

import torch

MESSAGE = "can't assign a {kind:word} to a {tensor:word}"
READ = ("{kind} is what you write, {tensor} where it should go",)
PHASE = "load data"
SEE = ("into-and-out-of-tensors", "make-tensors")


def broken():
    B, D = 2, 3
    x = torch.zeros(B, D)               # (B, D)
    row = [0.1, 0.2, 0.3]
    x[0] = row


def fixed():
    row = [0.1, 0.2, 0.3]
    B, D = 2, len(row)
    x = torch.zeros(B, D)               # (B, D)
    x[0] = torch.tensor(row)            # (D,)
    return x                            # (B, D)


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
