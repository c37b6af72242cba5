"""One letter of the einsum stands for two sizes.

A letter that appears in two operands is one dim, so its size must be the same
in both. Here the keys still have tokens before heads, and `h` was read off
the wrong place.

Fix: Write the letters in the order of each tensor's own dims:
`bhld,bmhd->bhlm` for keys of (B, L, nh, hd).

Tempting: Take another letter for the one that clashes, as in `bgmd`. It runs:
a letter that the output lacks is summed over, and the keys of all tokens
become one.
"""

import torch

MESSAGE = (
    "einsum(): subscript {letter:word} has size {L} for operand {i:any} "
    "which does not broadcast with previously seen size {nh}"
)
READ = (
    "{letter} has size {nh} in an operand before, and {L} in operand {i}, "
    "counted from 0",
)
ALSO = {
    "operands do not broadcast with remapped shapes [original->remapped]":
        "torch 1.12",
}
PHASE = "forward"
MODELS = ("char_gpt", "vit")
SEE = ("matmul-bmm-linear-einsum", "attention")


def broken():
    B, nh, L, hd = 2, 4, 6, 8
    q = torch.rand(B, nh, L, hd)    # (B, nh, L, hd)
    k = torch.rand(B, L, nh, hd)    # (B, L, nh, hd)
    return torch.einsum("bhld,bhmd->bhlm", q, k)


def fixed():
    B, nh, L, hd = 2, 4, 6, 8
    q = torch.rand(B, nh, L, hd)    # (B, nh, L, hd)
    k = torch.rand(B, L, nh, hd)    # (B, L, nh, hd)
    return torch.einsum("bhld,bmhd->bhlm", q, k)  # (B, nh, L, L)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
