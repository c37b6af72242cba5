"""`torch.where` wants a mask of True and False, and got numbers.

A mask out of a file, of an upsampling or of a product is made of floats. The
other way round happens too: `where(x, y)` with two arguments, or a Python list
for a condition.

Fix: Compare: `torch.where(mask > 0.5, x, y)`. A mask of zeros and ones may
also be converted, `mask.bool()`.

Tempting: `mask * x + (1 - mask) * y`. With a mask of zeros and ones it is the
same, until x holds a NaN that should have been left out.
"""

import torch

MESSAGE = (
    "where expected condition to be a boolean tensor, but got a tensor with "
    "dtype {kind:word}"
)
READ = ("{kind} is the dtype of your condition: it has to be Bool",)
ALSO = {
    "masked_fill_ only supports boolean masks, but got mask with dtype": (
        "masked_fill, whose mask has another dtype"
    ),
    "expected condition, x and y to be on the same device": "where, on a GPU",
}
PHASE = "forward"
MODELS = ("char_gpt",)
SEE = ("indexing-and-masks",)


def broken():
    L = 5
    mask = torch.ones(L, L).tril()              # (L, L)
    scores = torch.rand(L, L)                   # (L, L)
    return torch.where(mask, scores, -torch.inf)


def fixed():
    L = 5
    mask = torch.ones(L, L).tril() > 0.5        # (L, L)
    scores = torch.rand(L, L)                   # (L, L)
    return torch.where(mask, scores, -torch.inf)    # (L, L)


def tempting():
    L = 5
    mask = torch.ones(L, L).tril()              # (L, L)
    scores = torch.full((L, L), torch.nan)      # (L, L)
    both = mask * 1.0 + (1 - mask) * scores     # (L, L)
    print(f"{both.isnan().sum()} of {both.numel()} are NaN")


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
