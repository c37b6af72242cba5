"""A dtype of NumPy, or its name, where torch wants one of its own.

`numpy.float32` is a class, and "float32" is a text. `torch.float32` is
neither: it is a `torch.dtype`. Python's own `float`, `int` and `bool` are
taken, and stand for float64, int64 and bool.

Fix: `torch.float32`. If only the name is known: `getattr(torch, "float32")`.

Tempting: `dtype=float`. It runs, and makes float64: the next layer refuses it.
"""

import numpy
import torch

MESSAGE = "argument 'dtype' must be torch.dtype, not {kind:word}"
READ = ("{kind} is the type of what was given: a class, or a text",)
ALSO = {
    "invalid type: 'numpy.float32'": "x.type(numpy.float32)",
    "got (dtype=type, )": "x.to(dtype=numpy.float32)",
}
PHASE = "build"
SEE = ("device-and-dtype", "into-and-out-of-tensors")


def broken():
    B, D = 4, 3
    return torch.zeros(B, D, dtype=numpy.float32)


def fixed():
    B, D = 4, 3
    return torch.zeros(B, D, dtype=torch.float32)   # (B, D)


def tempting():
    B, D = 4, 3
    x = torch.zeros(B, D, dtype=float)              # (B, D)
    print(f"float makes {x.dtype}")


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
