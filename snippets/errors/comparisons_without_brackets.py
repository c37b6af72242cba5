"""`&` binds tighter than `<`, so it was given the numbers, not the comparisons.

Python reads `x > 0.2 & x < 0.8` as `x > (0.2 & x) < 0.8`. `&` and `|` work
on bits, and a float has none to offer. A mask of floats, times 1.0 somewhere
on its way, says the same.

Fix: Brackets around each comparison: `(x > 0.2) & (x < 0.8)`. A mask of floats
becomes one of bools with `mask.bool()`.

Tempting: `and` in place of `&`. It asks the whole tensor for one True or
False, and that is the next error.
"""

import torch

MESSAGE = "\"bitwise_and_cpu\" not implemented for '{dtype:word}'"
READ = ("{dtype} is the dtype of what stands beside the `&`",)
ALSO = {
    "\"bitwise_or_cpu\" not implemented for '{dtype:word}'": "|",
    "\"bitwise_and_cuda\" not implemented for '{dtype:word}'": "CUDA",
    "~ (operator.invert) is only implemented on integer and Boolean-type "
    "tensors": "~ of a mask of floats",
}
PHASE = "forward"
SEE = ("indexing-and-masks", "device-and-dtype")


def broken():
    B, L = 2, 5
    x = torch.rand(B, L)                        # (B, L)
    return x > 0.2 & x < 0.8


def fixed():
    B, L = 2, 5
    x = torch.rand(B, L)                        # (B, L)
    return (x > 0.2) & (x < 0.8)                # (B, L)


def tempting():
    B, L = 2, 5
    x = torch.rand(B, L)                        # (B, L)
    try:
        return (x > 0.2) and (x < 0.8)
    except RuntimeError as error:
        print(f"with and: {error}")


def main():
    try:
        broken()
    except (NotImplementedError, TypeError) as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
