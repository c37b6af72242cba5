"""A tensor is written over while the same line still reads from it.

`queue[1:] = queue[:-1]` moves everything one place on, inside one piece of
memory. Source and target overlap, and the result would depend on which number
is copied first. `x += x.T` is the same with another view.

Fix: Read from a copy: `queue[1:] = queue[:-1].clone()`. Or make a new tensor,
with `torch.roll` or `torch.cat`. That is also what backward prefers.

Tempting: A loop over the places, front to back. Each turn reads what the turn
before wrote, and one row fills the tensor, as printed below.
"""

import torch

MESSAGE = (
    "unsupported operation: some elements of the input tensor and the "
    "written-to tensor refer to a single memory location"
)
PHASE = "forward"
MODELS = ("clip", "audio")
SEE = ("indexing-and-masks", "view-reshape-flatten")


def broken():
    L, D = 5, 3
    queue = torch.arange(L * D).reshape(L, D)   # (L, D)
    queue[1:] = queue[:-1]


def fixed():
    L, D = 5, 3
    queue = torch.arange(L * D).reshape(L, D)   # (L, D)
    queue[1:] = queue[:-1].clone()              # (L-1, D)
    return queue                                # (L, D)


def tempting():
    L, D = 5, 3
    queue = torch.arange(L * D).reshape(L, D)   # (L, D)
    for i in range(1, L):
        queue[i] = queue[i - 1]                 # (D,)
    print(f"first column: {queue[:, 0].tolist()}")


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
