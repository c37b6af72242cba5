"""A letter behind einsum's arrow stands on none of the tensors before it.

What comes out is made of what goes in: einsum can keep a letter, or sum it
away, and never make a new one. Mostly it is a slip, or a letter that was
renamed on one side only.

Fix: Compare both sides letter by letter. For a dim of size 1, `unsqueeze`
afterwards.
"""

import torch

MESSAGE = (
    "einsum(): output subscript {letter:word} does not appear in the equation "
    "for any input operand"
)
READ = ("{letter} stands behind the arrow, and nowhere before it",)
PHASE = "forward"
MODELS = ("vit", "char_gpt")
SEE = ("matmul-bmm-linear-einsum", "attention")


def broken():
    B, Q, K, D = 2, 4, 5, 6
    q = torch.rand(B, Q, D)                         # (B, Q, D)
    k = torch.rand(B, K, D)                         # (B, K, D)
    return torch.einsum("bqd,bkd->bqs", q, k)


def fixed():
    B, Q, K, D = 2, 4, 5, 6
    q = torch.rand(B, Q, D)                         # (B, Q, D)
    k = torch.rand(B, K, D)                         # (B, K, D)
    return torch.einsum("bqd,bkd->bqk", q, k)       # (B, Q, K)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
