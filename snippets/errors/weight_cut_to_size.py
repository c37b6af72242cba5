"""A weight was cut through .data, and backward knows its old size.

Pruning often sets `weight.data` to fewer rows. The parameter stays the same
object, and autograd has noted its size at the forward pass before. That note
lives as long as the old loss or output does.

Fix: Make a new parameter, `nn.Parameter(weight[keep])`, or a new layer, and
give it to the optimizer: it holds the old one, and momentum of the old size.

Tempting: `del loss` before the cut. backward runs then, and an optimizer
with momentum stops at its own buffer, which has the old size too.
"""

import torch
from torch import nn

MESSAGE = (
    "Function {name:word} returned an invalid gradient at index {i:any} - "
    "got {got:text} but expected shape compatible with {before:shape}"
)
READ = (
    "{before} is the shape that was noted, {got} the shape there is now",
    "{name} is the backward of the operation that used it",
    "index {i} is which of its inputs that was, from 0",
)
PHASE = "backward"
MODELS = ("cnn",)
SEE = ("parameter-buffer-state-dict", "initialize-count-freeze")


def broken():
    B, D, K = 4, 6, 5
    head = nn.Linear(D, K, bias=False)
    before = head.weight.shape                      # (K, D)
    x = torch.rand(B, D)                            # (B, D)
    loss = head(x).sum()                            # ()
    loss.backward()
    head.weight.data = head.weight.data[:3]         # (3, D)
    head(x).mean().backward()


def fixed():
    B, D, K = 4, 6, 5
    head = nn.Linear(D, K, bias=False)
    x = torch.rand(B, D)                            # (B, D)
    loss = head(x).sum()                            # ()
    loss.backward()
    head.weight = nn.Parameter(head.weight[:3])     # (3, D)
    head(x).mean().backward()


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
