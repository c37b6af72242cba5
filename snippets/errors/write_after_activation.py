"""The output of an activation was written to, and its backward needs it.

`softmax`, `sigmoid`, `tanh`, `exp`, `sqrt` and `relu` work their slope out of
their own output. Written over, that output is lost.

Fix: Make a new tensor: `weights * keep` instead of `weights[:, 0] = 0`,
`h = h + 1` instead of `h += 1`. A mask for attention goes in before the
softmax, with `masked_fill`.

Tempting: `weights.data[:, 0] = 0`. backward no longer notices, and computes
with the wrong numbers.
"""

import torch
from torch import nn

MESSAGE = (
    "one of the variables needed for gradient computation has been modified "
    "by an inplace operation: [{kind:word} {weights:shape}], which is output "
    "{i:any} of {op:word}, is at version {now:any}; "
    "expected version {then:any} instead."
)
READ = (
    "{weights} is the shape of what was written to, {kind} its type",
    "{op} is what it comes from: an operation, the write itself, or a view",
    "backward kept it at version {then}, and each write adds one: now {now}",
)
ALSO = {
    "one of the variables needed for gradient computation has been modified "
    "by an inplace operation: [{kind:word} {weights:shape}] is at version "
    "{now:any}; expected version {then:any} instead.": "a parameter",
    "one of the variables needed for gradient computation has been modified "
    "by an inplace operation": "torch 0.4",
}
PHASE = "backward"
MODELS = ("char_gpt", "vae")
SEE = ("indexing-and-masks", "activations-dropout-identity")


def broken():
    B, D, L = 4, 6, 5
    scores = nn.Linear(D, L)(torch.rand(B, D))      # (B, L)
    weights = scores.softmax(1)                     # (B, L)
    weights[:, 0] = 0                               # (B,)
    weights.square().sum().backward()


def fixed():
    B, D, L = 4, 6, 5
    scores = nn.Linear(D, L)(torch.rand(B, D))      # (B, L)
    weights = scores.softmax(1)                     # (B, L)
    keep = torch.arange(L) > 0                      # (L,)
    weights = weights * keep                        # (B, L)
    weights.square().sum().backward()


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
