"""A mask of True and False is not inverted with a minus.

In NumPy and in old PyTorch a mask was made of 0 and 1, and `1 - mask` turned
it round. A comparison gives bool today, and bool has no minus.

Fix: `~mask` turns it round. Where you want numbers, say so: `mask.float()`.

Tempting: `-mask`, or `mask - True`. Bool has no minus of either kind.
"""

import torch

MESSAGE = (
    "Subtraction, the `-` operator, with a bool tensor is not supported."
)
ALSO = {
    "Subtraction, the `-` operator, with two bool tensors is not supported.": (
        "mask - mask; what differs is mask ^ mask"
    ),
    "Negation, the `-` operator, on a bool tensor is not supported.": "-mask",
}
PHASE = "forward"
MODELS = ("char_gpt", "clip")
SEE = ("indexing-and-masks", "device-and-dtype")


def broken():
    B, L, V, PAD = 2, 5, 9, 0
    ids = torch.randint(V, (B, L))      # (B, L)
    padding = ids == PAD                # (B, L)
    return 1 - padding


def fixed():
    B, L, V, PAD = 2, 5, 9, 0
    ids = torch.randint(V, (B, L))      # (B, L)
    padding = ids == PAD                # (B, L)
    return ~padding                     # (B, L)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
