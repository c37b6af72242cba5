"""Two stacks of matrices that don't fit: often q @ k without the transpose.

`@` and `bmm` multiply the last two dims, a matrix for each place of the batch.
The last dim of the first has to be the one before last of the second. Queries
and keys both end in features, so one of them has to be turned.

Fix: `q @ k.transpose(-2, -1)`. With negative dims it is right with heads and
without.

Tempting: `reshape` the keys to the shape that fits. It runs, and every score
mixes several tokens.
"""

import torch

MESSAGE = (
    "Expected size for first two dimensions of batch2 tensor to be: "
    "[{B*nh}, {hd}] but got: [{nh*B}, {L}]."
)
READ = (
    "{B*nh} matrices are on the left, {nh*B} on the right; heads and batch "
    "are counted together",
    "{hd} is the last dim on the left, {L} the one before last on the right: "
    "they are multiplied away, so they have to be equal",
)
ALSO = {
    "Expected batch2_sizes[0] == bs && batch2_sizes[1] == contraction_size "
    "to be true, but got false": "torch 1.8",
    "to have size {hd} at dimension 1, but got size {L} for argument #2 "
    "'batch2' (while checking arguments for bmm)": "torch 1.7",
}
PHASE = "forward"
MODELS = ("char_gpt", "vit", "clip")
SEE = ("attention", "matmul-bmm-linear-einsum")


def broken():
    B, nh, L, hd = 2, 4, 6, 8
    q = torch.rand(B, nh, L, hd)        # (B, nh, L, hd)
    k = torch.rand(B, nh, L, hd)        # (B, nh, L, hd)
    return q @ k


def fixed():
    B, nh, L, hd = 2, 4, 6, 8
    q = torch.rand(B, nh, L, hd)        # (B, nh, L, hd)
    k = torch.rand(B, nh, L, hd)        # (B, nh, L, hd)
    return q @ k.transpose(-2, -1)      # (B, nh, L, L)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
