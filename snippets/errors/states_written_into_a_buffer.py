"""Each state is written into one big tensor that the steps also read from.

`states[t]` is a view, not a copy. Every step keeps its view for backward, and
the next write, though it goes to another row, marks the whole tensor as
changed.

Fix: Collect the states in a list and `torch.stack` them at the end.

Tempting: `states[t].detach().clone()`. It runs, and no gradient goes back in
time: only the last input gets one. `.clone()` alone is right, and costs a copy
per step.
"""

import torch
from torch import nn

MESSAGE = (
    "one of the variables needed for gradient computation has been modified "
    "by an inplace operation: [{kind:word} {state:shape}], which is output "
    "{i:any} of {op:word}, is at version {now:any}; "
    "expected version {then:any} instead."
)
READ = (
    "{state} is the shape of what was written to, {kind} its type",
    "{op} is what it comes from: an operation, the write itself, or a view",
    "backward kept it at version {then}, and each write adds one: now {now}",
)
ALSO = {
    "one of the variables needed for gradient computation has been modified "
    "by an inplace operation: [{kind:word} {state:shape}] is at version "
    "{now:any}; expected version {then:any} instead.": "a parameter",
    "one of the variables needed for gradient computation has been modified "
    "by an inplace operation": "torch 0.4",
}
PHASE = "backward"
SEE = ("into-and-out-of-tensors", "cat-stack-chunk-split")


def broken():
    L, B, D = 2, 4, 6
    cell = nn.GRUCell(D, D)
    x = torch.rand(L, B, D)                         # (L, B, D)
    states = torch.zeros(L + 1, B, D)               # (L+1, B, D)
    for t in range(L):
        state = states[t]                           # (B, D)
        states[t + 1] = cell(x[t], state)           # (B, D)
    states[L].sum().backward()


def fixed():
    L, B, D = 2, 4, 6
    cell = nn.GRUCell(D, D)
    x = torch.rand(L, B, D)                         # (L, B, D)
    states = [torch.zeros(B, D)]                    # list of (B, D)
    for t in range(L):
        states.append(cell(x[t], states[t]))
    states = torch.stack(states)                    # (L+1, B, D)
    states[L].sum().backward()


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
