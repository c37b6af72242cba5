"""The mask has another shape than the dims it should choose from.

A mask in brackets is laid over the first dims of the tensor, and each has to
be as long as the mask's. Here it says what to keep of the features, so it
belongs to the last dim. It does not broadcast, not even from a 1.

Fix: Put a `:` for each dim before it: `x[:, keep]`. If the mask was made
before the tensor was cut, filtered or padded, make it again from what is
there now.

Tempting: Cut the mask to fit. It runs, and chooses other places than it was
made for.
"""

import torch

MESSAGE = (
    "The shape of the mask {keep:shape} at index {i:any} does not match "
    "the shape of the indexed tensor {x:shape} at index {j:any}"
)
READ = (
    "{keep} is your mask, {x} the tensor",
    "dim {i} of the mask lies over dim {j} of the tensor, and they differ",
)
ALSO = {
    "boolean index did not match indexed array along": "NumPy",
}
PHASE = "forward"
SEE = ("indexing-and-masks",)


def broken():
    B, D = 4, 6
    x = torch.rand(B, D)                # (B, D)
    keep = x.std(dim=0) > 0.3           # (D,)
    return x[keep]


def fixed():
    B, D = 4, 6
    x = torch.rand(B, D)                # (B, D)
    keep = x.std(dim=0) > 0.3           # (D,)
    return x[:, keep]                   # (B, _)


def tempting():
    B, D = 4, 6
    x = torch.rand(B, D)                # (B, D)
    keep = x.std(dim=0) > 0.3           # (D,)
    return x[keep[:B]]                  # (_, D)


def main():
    torch.manual_seed(0)
    try:
        broken()
    except IndexError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
