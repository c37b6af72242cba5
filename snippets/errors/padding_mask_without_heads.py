"""A mask over the tokens meets scores that have heads and queries too.

The mask says for each token whether it is real: `(B, L)`. The scores are
`(B, nh, L, L)`. From the right, `L` meets the keys, as it should, and then the
batch meets the queries. With as many texts as tokens it would pass.

Fix: Put a 1 where the heads are, and one for the queries:
`mask[:, None, None, :]`.

Tempting: `mask.unsqueeze(1)`, one 1 less. `(B, 1, L)` runs if there are as
many heads as texts, and a head then masks what its text should.
"""

import torch

MESSAGE = (
    "The size of tensor a ({B}) must match the size of tensor b ({L}) "
    "at non-singleton dimension {dim:any}"
)
READ = (
    "one of {B} and {L} is a dim of your mask, the other stands in the same "
    "place of the scores, counted from the right",
)
PHASE = "forward"
MODELS = ("clip", "char_gpt")
SEE = ("attention", "indexing-and-masks")


def broken():
    B, L, nh = 3, 5, 2
    scores = torch.rand(B, nh, L, L)        # (B, nh, L, L)
    real = torch.ones(B, L)                 # (B, L)
    mask = real == 0                        # (B, L)
    return scores.masked_fill(mask, -torch.inf)


def fixed():
    B, L, nh = 3, 5, 2
    scores = torch.rand(B, nh, L, L)        # (B, nh, L, L)
    real = torch.ones(B, L)                 # (B, L)
    mask = real == 0                        # (B, L)
    mask = mask[:, None, None, :]           # (B, 1, 1, L)
    return scores.masked_fill(mask, -torch.inf)  # (B, nh, L, L)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
