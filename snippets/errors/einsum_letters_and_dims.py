"""The einsum names fewer or more dims than the tensor has.

Every dim of an operand needs a letter. The equation was written for (B, L, D),
and now there is a dim for heads.

Fix: Add the letter, or write `...` for dims that are carried along:
`...ld,...md->...lm` is right with heads and without.

Tempting: Flatten the extra dim into the batch, and forget to take it apart
again: the output has batch and heads in one.
"""

import torch

MESSAGE = (
    "the number of subscripts in the equation ({3}) does not match the number "
    "of dimensions ({4}) for operand {i:any} and no ellipsis was given"
)
READ = (
    "{3} letters stand for operand {i} in the equation, counted from 0",
    "{4} is how many dims that tensor has",
)
PHASE = "forward"
MODELS = ("char_gpt", "vit")
SEE = ("matmul-bmm-linear-einsum", "attention")


def broken():
    B, nh, L, hd = 2, 4, 6, 8
    q = torch.rand(B, nh, L, hd)    # (B, nh, L, hd)
    k = torch.rand(B, nh, L, hd)    # (B, nh, L, hd)
    return torch.einsum("bld,bmd->blm", q, k)


def fixed():
    B, nh, L, hd = 2, 4, 6, 8
    q = torch.rand(B, nh, L, hd)    # (B, nh, L, hd)
    k = torch.rand(B, nh, L, hd)    # (B, nh, L, hd)
    return torch.einsum("...ld,...md->...lm", q, k)  # (B, nh, L, L)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
