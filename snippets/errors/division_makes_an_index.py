"""The places are numbers with a point, because a division or a model made them.

`/` gives floats, even of whole numbers. So do `torch.tensor([0.0, 1.0])`,
`torch.zeros`, `floor()` and labels that went through a float tensor. Places are
counted, so they have to be whole: dtype long.

Fix: Divide with `//`, or make whole numbers in the end with `.long()`, which
drops what stands behind the point.

Tempting: `.bool()`, since the message lists it. It runs, and means something
else: keep where the number isn't 0.
"""

import torch

MESSAGE = "tensors used as indices must be long, int, byte or bool tensors"
ALSO = {
    "tensors used as indices must be long, byte or bool tensors": "torch 1.x",
    "tensors used as indices must be long or byte tensors": "torch 1.1",
    "Expected dtype int32/int64 for index": "gather() and scatter()",
    "Expected dtype int64 for index": "the same, torch 1.x",
}
PHASE = "forward"
SEE = ("indexing-and-masks", "device-and-dtype")


def broken():
    N, B = 10, 4
    table = torch.arange(N)             # (N,)
    at = torch.arange(B) / 2            # (B,)
    return table[at]


def fixed():
    N, B = 10, 4
    table = torch.arange(N)             # (N,)
    at = torch.arange(B) // 2           # (B,)
    return table[at]                    # (B,)


def tempting():
    N, B = 10, 4
    table = torch.arange(N)             # (N,)
    at = torch.arange(N) / 2            # (N,)
    return table[at.bool()]             # (_,)


def main():
    try:
        broken()
    except IndexError as error:
        print(error)
    print("fixed:", fixed().tolist())
    print("tempting:", tempting().tolist())


if __name__ == "__main__":
    main()
