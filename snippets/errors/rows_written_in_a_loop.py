"""The rows a loop gives, or the parts of a split, may not be written to.

`for row in h`, `unbind`, `split` and `chunk` give several views of one tensor
at once. Autograd doesn't follow a write into one of several, and refuses it.

Fix: Compute all rows in one go, into a new tensor. Where the rows really
differ, collect them in a list and `torch.stack` them.

Tempting: `h[i] /= h[i].norm()`. A single view may be written, so this message
goes, and backward has another: the rows it kept have changed.
"""

import torch
from torch import nn

MESSAGE = "Output {i:any} of {op:word} is a view and is being modified inplace."
READ = (
    "{op} is what gave the views: Unbind a loop, Split a split or a chunk",
    "output {i} is the view that was written to, counted from 0",
)
PHASE = "forward"
MODELS = ("clip",)
SEE = ("cat-stack-chunk-split", "norms-embeddings-softmax")


def broken():
    B, C, D = 4, 3, 6
    x = torch.rand(B, C)                    # (B, C)
    h = nn.Linear(C, D)(x)                  # (B, D)
    for row in h:                           # (D,)
        row /= row.norm()


def fixed():
    B, C, D = 4, 3, 6
    x = torch.rand(B, C)                    # (B, C)
    h = nn.Linear(C, D)(x)                  # (B, D)
    h = h / h.norm(dim=1, keepdim=True)     # (B, D)
    h[:, 0].sum().backward()


def tempting():
    B, C, D = 4, 3, 6
    x = torch.rand(B, C)                    # (B, C)
    h = nn.Linear(C, D)(x)                  # (B, D)
    for i in range(B):
        h[i] /= h[i].norm()                 # (D,)
    h[:, 0].sum().backward()


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()
    try:
        tempting()
    except RuntimeError as error:
        print("h[i]:", str(error).partition(":")[0])


if __name__ == "__main__":
    main()
