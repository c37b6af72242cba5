"""One number per row is divided into the columns.

A sum, mean or norm over `dim=1` takes that dim away: `(B, D)` becomes `(B,)`.
Lined up on the right, those numbers meet the features and not the rows. With
as many rows as features nothing is raised, and the result is wrong.

Fix: `keepdim=True` leaves a 1 where the dim was, and `(B, 1)` stretches over
the row. For weights or noise levels that come as `(B,)`, one `None` for each
dim that follows: `weight[:, None, None, None]`.

Tempting: Try the other dim. `dim=0` fits for any batch, and it is each feature
that now has length 1 over the batch.
"""

import torch

MESSAGE = (
    "The size of tensor a ({D}) must match the size of tensor b ({B}) "
    "at non-singleton dimension {dim:any}"
)
READ = (
    "{D} is dim {dim} of the first tensor; {B} is what met it",
    "if {B} is your batch, one number per sample is lined up with the "
    "wrong dim",
)
PHASE = "forward"
MODELS = ("clip", "rectified_flow")
SEE = ("reductions-and-math", "broadcasting")


def broken():
    B, D = 5, 4
    x = torch.rand(B, D)                    # (B, D)
    length = x.norm(dim=1)                  # (B,)
    return x / length


def fixed():
    B, D = 5, 4
    x = torch.rand(B, D)                    # (B, D)
    length = x.norm(dim=1, keepdim=True)    # (B, 1)
    return x / length                       # (B, D)


def tempting():
    B, D = 5, 4
    x = torch.rand(B, D)                    # (B, D)
    length = x.norm(dim=0)                  # (D,)
    x = x / length                          # (B, D)
    return x.norm(dim=1)                    # (B,)


def main():
    torch.manual_seed(0)
    try:
        broken()
    except RuntimeError as error:
        print(error)
    print("fixed, lengths:", fixed().norm(dim=1).tolist())
    print("tempting, lengths:", tempting())


if __name__ == "__main__":
    main()
