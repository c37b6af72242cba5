"""There was nothing to join: the list is empty.

The loop that fills the list never ran, or kept nothing. Here the loader yields
no batch: it has fewer samples than one batch needs, and drops what isn't full.
In detection it is the image in which no box was sure enough.

Fix: Find out why nothing came, and mend that: no `drop_last` in evaluation.
Where nothing is a fair answer, return `torch.empty(0, K)`.

Tempting: `if outputs:` around the line. The error is gone, and so is the news
that not one sample was evaluated.
"""

import torch
from torch import nn
from torch.utils.data import DataLoader

MESSAGE = "expected a non-empty list of Tensors"
ALSO = {
    "stack expects a non-empty TensorList": "torch.stack",
}
PHASE = "evaluate"
SEE = ("cat-stack-chunk-split", "the-training-loop")


def broken():
    B, D, K = 8, 16, 10
    model = nn.Linear(D, K)
    data = torch.rand(6, D)         # (6, D)
    loader = DataLoader(data, batch_size=B, drop_last=True)
    outputs = [model(x) for x in loader]
    return torch.cat(outputs)


def fixed():
    B, D, K = 8, 16, 10
    model = nn.Linear(D, K)
    data = torch.rand(6, D)         # (6, D)
    loader = DataLoader(data, batch_size=B)
    outputs = [model(x) for x in loader]
    return torch.cat(outputs)       # (6, K)


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
