"""Heads split by one reshape: a head gets whole tokens, not a part of each.

(B, L, D) to (B, nh, L, hd) in one step keeps the numbers in their order. The
first head gets the first tokens, cut into pieces, and pieces of one token
attend to each other. The shapes are right all the way to the loss.

Fix: Split the last dim, then swap: `unflatten(-1, (nh, hd)).transpose(1, 2)`.
The same backwards: `transpose(1, 2).flatten(2)`.

Tempting: Undo it with the same reshape at the end. The order is as it was, and
attention was among the wrong pieces.

Check: Change one token. In each head, only its row may move.
"""

import torch

PHASE = "forward"
SYMPTOM = "it trains, and the result is wrong"
MODELS = ("vit", "char_gpt")
SEE = ("attention", "transpose-permute")


def reshape_heads(x, nh):
    B, L, D = x.shape                      # (B, L, D)
    return x.reshape(B, nh, L, D // nh)    # (B, nh, L, D/nh)


def broken():
    return reshape_heads


def split_in_two_steps(x, nh):
    B, L, D = x.shape                      # (B, L, D)
    x = x.unflatten(-1, (nh, D // nh))     # (B, L, nh, D/nh)
    return x.transpose(1, 2)               # (B, nh, L, D/nh)


def fixed():
    return split_in_two_steps


def check(split):
    B, L, D, nh = 3, 6, 16, 2
    x = torch.rand(B, L, D)                # (B, L, D)
    other = x.clone()                      # (B, L, D)
    other[:, 2] += 1                       # (B, D)
    moved = split(x, nh) != split(other, nh)
    rows = moved.any(dim=-1).sum(dim=-1)   # (B, nh)
    assert (rows == 1).all(), f"rows that moved in each head: {rows[0]}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
