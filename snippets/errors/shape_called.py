"""shape is not a function, and size is.

`x.shape` is the shape itself, so `x.shape(0)` calls a tuple. `x.size` is the
method that gives it: `x.size(0)`. The two are easy to mix, and each mix has
its own message.

Fix: `x.shape[0]`, or `x.size(0)`.
"""

import torch

MESSAGE = "'torch.Size' object is not callable"
ALSO = {
    "'builtin_function_or_method' object is not subscriptable":
        "x.size[0], the other way round",
}
PHASE = "forward"
SEE = ("view-reshape-flatten",)


def broken():
    B, D = 4, 16
    x = torch.rand(B, D)            # (B, D)
    return x.view(x.shape(0), -1)


def fixed():
    B, D = 4, 16
    x = torch.rand(B, D)            # (B, D)
    return x.view(x.shape[0], -1)   # (B, D)


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
