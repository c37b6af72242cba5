"""One tensor has a dim more than the other, and cat adds none.

`cat` joins along a dim that both have, and does not broadcast. A class token
of shape (1, D) has no batch dim, the tokens (B, L, D) do.

Fix: Give it the dim, and a copy for each sample: `cls.expand(B, 1, D)`.

Tempting: `cls.unsqueeze(0)` alone. Now both have three dims, and the next
message says that 1 is not `B`: `cat` wants the batch written out.
"""

import torch

MESSAGE = "Tensors must have same number of dimensions: got {2} and {3}"
READ = (
    "{2} and {3} are how many dims two tensors of your list have",
)
PHASE = "forward"
MODELS = ("vit", "audio")
SEE = ("cat-stack-chunk-split", "unsqueeze-squeeze-expand")


def broken():
    B, L, D = 4, 6, 16
    toks = torch.rand(B, L, D)              # (B, L, D)
    cls = torch.zeros(1, D)                 # (1, D)
    return torch.cat([cls, toks], dim=1)


def fixed():
    B, L, D = 4, 6, 16
    toks = torch.rand(B, L, D)              # (B, L, D)
    cls = torch.zeros(1, D)                 # (1, D)
    cls = cls.expand(B, 1, D)               # (B, 1, D)
    return torch.cat([cls, toks], dim=1)    # (B, L+1, D)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
