"""An optimizer wrote the weights that the second backward still needs.

Both losses go through the judge. To reach the maker, backward multiplies with
the judge's weights, those that forward used. `step()` has changed them in the
meantime.

Fix: Let each backward follow its own forward: `fake.detach()` for the judge,
and after the step a new `judge(fake)` for the maker. Where both may wait, do
all backwards before the first step.

Tempting: `retain_graph=True`. It is what led here: it keeps the graph and
can't keep the old weights. Before torch 1.5 nobody noticed, and the
gradients were wrong.
"""

import torch
from torch import nn, optim
from torch.nn import functional as F

MESSAGE = (
    "one of the variables needed for gradient computation has been modified "
    "by an inplace operation: [{kind:word} {weight:text}], which is output "
    "{i:any} of {op:word}, is at version {now:any}; "
    "expected version {then:any} instead."
)
READ = (
    "{weight} is the shape of what was written: a weight, or its transpose",
    "{op} is what it comes from: an operation, the write itself, or a view",
    "backward kept it at version {then}, and each write adds one: now {now}",
)
ALSO = {
    "one of the variables needed for gradient computation has been modified "
    "by an inplace operation: [{kind:word} {weight:text}] is at version "
    "{now:any}; expected version {then:any} instead.": "a parameter",
    "one of the variables needed for gradient computation has been modified "
    "by an inplace operation": "torch 0.4",
}
PHASE = "backward"
SEE = ("the-training-loop", "into-and-out-of-tensors")


def broken():
    B, C, D = 4, 3, 6
    maker, judge = nn.Linear(C, D), nn.Linear(D, 1)
    sgd = optim.SGD(judge.parameters(), lr=0.1)
    fake = maker(torch.rand(B, C))              # (B, D)
    score = judge(fake)                         # (B, 1)
    F.softplus(score).mean().backward(retain_graph=True)
    sgd.step()
    F.softplus(-score).mean().backward()


def fixed():
    B, C, D = 4, 3, 6
    maker, judge = nn.Linear(C, D), nn.Linear(D, 1)
    sgd = optim.SGD(judge.parameters(), lr=0.1)
    fake = maker(torch.rand(B, C))              # (B, D)
    score = judge(fake.detach())                # (B, 1)
    F.softplus(score).mean().backward()
    sgd.step()
    score = judge(fake)                         # (B, 1)
    F.softplus(-score).mean().backward()


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
