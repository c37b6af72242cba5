"""A tensor has no method of that name: NumPy, a list or pandas has it.

Much of NumPy has the same name in torch, and some has not. A tensor's dtype
is changed by `to`, it is copied by `clone`, and it does not grow: what a list
would `append` is joined in the end by `stack` or `cat`.

Fix: Take torch's own word: `astype` is `to`, `copy` is `clone`, `append` is
`torch.cat`, `length` is `len`.

Tempting: `x.numpy().astype(...)`. It works on the CPU, and the history that
backward needs ends there.
"""

import torch

MESSAGE = "'Tensor' object has no attribute '{name:word}'"
READ = ("{name} is the name that a tensor does not have",)
PHASE = "forward"
SEE = ("into-and-out-of-tensors",)


def broken():
    B, D = 4, 3
    x = torch.arange(B * D).view(B, D)      # (B, D)
    return x.astype("float32")


def fixed():
    B, D = 4, 3
    x = torch.arange(B * D).view(B, D)      # (B, D)
    return x.to(torch.float32)              # (B, D)


def main():
    try:
        broken()
    except AttributeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
