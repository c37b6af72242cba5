"""Values of one dtype are written, by index, into a tensor of another.

`out[mask] = values` copies without converting. Under autocast a `Linear`
gives bfloat16 or half, whatever it was given, and `torch.zeros` gives
float32 as ever.

Fix: Convert where you write, `values.to(out.dtype)`, or make `out` in the
dtype of the values.

Tempting: `model.half()`, so that all is one dtype. Autocast keeps the weights
in float32 for a reason: small updates are lost in half.
"""

import torch
from torch import nn

MESSAGE = (
    "Index put requires the source and destination dtypes match, got "
    "{out:word} for the destination and {values:word} for the source."
)
READ = (
    "{out} is the dtype of the tensor that is written into",
    "{values} is the dtype of what is written",
)
ALSO = {
    "scatter(): Expected self.dtype to be equal to src.dtype": "scatter",
    "index_add_(): self ({out:word}) and source ({values:word}) must have "
    "the same scalar type": "index_add_",
    "masked_scatter: expected self and source to have same dtypes": (
        "masked_scatter"
    ),
}
PHASE = "forward"
MODELS = ("char_gpt", "vit")
SEE = ("device-and-dtype", "indexing-and-masks")


def broken():
    L, D = 6, 4
    x = torch.rand(L, D)                            # (L, D)
    mine = torch.arange(L) % 2 == 0                 # (L,)
    expert = nn.Linear(D, D)
    out = torch.zeros(L, D)                         # (L, D)
    with torch.autocast("cpu", torch.bfloat16):
        out[mine] = expert(x[mine])
    return out


def fixed():
    L, D = 6, 4
    x = torch.rand(L, D)                            # (L, D)
    mine = torch.arange(L) % 2 == 0                 # (L,)
    expert = nn.Linear(D, D)
    out = torch.zeros(L, D)                         # (L, D)
    with torch.autocast("cpu", torch.bfloat16):
        values = expert(x[mine])
        out[mine] = values.to(out.dtype)
    return out                                      # (L, D)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
