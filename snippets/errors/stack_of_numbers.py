"""The list holds numbers, or lists, where tensors are wanted.

`.item()` made a float of each loss, which is right for a log. `stack` and
`cat` join tensors only.

Fix: `torch.tensor(losses)` makes a tensor of numbers. If you want to call
backward on the sum, leave `.item()` out and keep the tensors.

Tempting: `torch.stack([torch.tensor(x) for x in losses])`. It runs, and is a
longer way to write `torch.tensor(losses)`. Gradients do not come back.
"""

import torch

MESSAGE = (
    "expected Tensor as element {at:any} in argument 0, but got {kind:word}"
)
READ = (
    "element {at} of your list is a {kind}, counted from 0",
)
PHASE = "loss"
SEE = ("cat-stack-chunk-split", "into-and-out-of-tensors")


def broken():
    predicted = torch.rand(3, 4)    # (3, 4)
    losses = [row.square().mean().item() for row in predicted]
    return torch.stack(losses)


def fixed():
    predicted = torch.rand(3, 4)    # (3, 4)
    losses = [row.square().mean().item() for row in predicted]
    return torch.tensor(losses)     # (3,)


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
