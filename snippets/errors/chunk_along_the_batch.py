"""chunk cut the batch instead of the features, and made fewer parts than asked.

`chunk(3)` cuts dim 0 unless you name another: here the batch. Four samples in
three parts give parts of two, and there are only two of those. `chunk`
promises at most as many parts as you ask for, never exactly as many.

Fix: Name the dim that holds the three: `qkv.chunk(3, dim=-1)`.

Tempting: Take another batch size. With six samples it runs, and the queries
are those of the first two, the keys those of the next two.
"""

import torch
from torch import nn

MESSAGE = "not enough values to unpack (expected {3}, got {2})"
READ = (
    "{3} names stand on the left of the `=`",
    "{2} parts came out; `chunk` makes them equally large, so there may be "
    "fewer than you asked for",
)
PHASE = "forward"
MODELS = ("char_gpt", "vit")
SEE = ("cat-stack-chunk-split", "attention")


def broken():
    B, L, D = 4, 6, 16
    to_qkv = nn.Linear(D, 3 * D)
    x = torch.rand(B, L, D)                         # (B, L, D)
    q, k, v = to_qkv(x).chunk(3)
    return q, k, v


def fixed():
    B, L, D = 4, 6, 16
    to_qkv = nn.Linear(D, 3 * D)
    x = torch.rand(B, L, D)                         # (B, L, D)
    q, k, v = to_qkv(x).chunk(3, dim=-1)            # each (B, L, D)
    return q, k, v


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
