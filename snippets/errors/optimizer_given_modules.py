"""The optimizer was handed something that is not a tensor.

An optimizer takes tensors, one after another. Here it is a list of two
results of `parameters()`, each of which would have to be gone through first.
A list of modules, or a `state_dict`, whose keys are words, ends the same way.

Fix: Unpack them into one list with `*`, or make a group of each:
`[{"params": a.parameters()}, {"params": b.parameters()}]`.

Tempting: Add the two with `+`. What `parameters()` gives back cannot be
added; lists made of it can.
"""

import torch
from torch import nn, optim

MESSAGE = (
    "optimizer can only optimize Tensors, but one of the params is {what:word}"
)
READ = ("{what} is what stood where a tensor should be",)
ALSO = {
    "unsupported operand type(s) for +: 'generator' and 'generator'": (
        "two parameters() added"
    ),
    "params argument given to the optimizer should be an iterable of Tensors "
    "or dicts, but got": "one tensor, not in a list",
}
PHASE = "build"
MODELS = ("clip", "vae")
SEE = ("the-training-loop", "initialize-count-freeze")


def broken():
    D, K = 32, 10
    encoder, head = nn.Linear(D, D), nn.Linear(D, K)
    both = [encoder.parameters(), head.parameters()]
    return optim.Adam(both, lr=1e-3)


def fixed():
    B, D, K = 4, 32, 10
    encoder, head = nn.Linear(D, D), nn.Linear(D, K)
    both = [*encoder.parameters(), *head.parameters()]
    optim.Adam(both, lr=1e-3)
    x = torch.rand(B, D)                # (B, D)
    x = encoder(x)                      # (B, D)
    return head(x)                      # (B, K)


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
