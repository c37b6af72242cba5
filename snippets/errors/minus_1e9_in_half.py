"""The number does not fit into the dtype it is written into.

float16 ends at 65504. A mask that is filled with -1e9, a habit from float32,
asks for more, and PyTorch says so. 300 in a tensor of bytes, or `-inf` in a
tensor of whole numbers, is the same.

Fix: `float("-inf")`, which every float dtype has. Where a whole row may be
masked, use the least number of the dtype at hand,
`torch.finfo(scores.dtype).min`: a softmax over nothing but -inf is NaN.

Tempting: `scores.float()` around the fill. It runs, and what comes out is
float32, for the next line to complain about.
"""

import torch

MESSAGE = "value cannot be converted to type {dtype:word} without overflow"
READ = (
    "{dtype} is the dtype of the tensor that is filled, in the words of C++",
)
PHASE = "forward"
MODELS = ("char_gpt", "clip")
SEE = ("device-and-dtype", "attention")


def broken():
    B, L = 2, 5
    future = torch.ones(L, L).triu(1).bool()        # (L, L)
    scores = torch.rand(B, L, L).half()             # (B, L, L)
    return scores.masked_fill(future, -1e9)


def fixed():
    B, L = 2, 5
    future = torch.ones(L, L).triu(1).bool()        # (L, L)
    scores = torch.rand(B, L, L).half()             # (B, L, L)
    never = float("-inf")
    scores = scores.masked_fill(future, never)      # (B, L, L)
    return scores.softmax(-1)                       # (B, L, L)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
