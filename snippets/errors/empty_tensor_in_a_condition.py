"""There is nothing in the tensor, so it is neither true nor false.

`if x:` asks a tensor for its one number. A mask that picks nothing, a batch in
which no box was found, or a filter that is too strict leaves none to ask.

Fix: Say what you mean. `if x.numel():` asks whether there is anything, and
`if (x > 0).any():` whether any number is above zero: of none, that is False.

Tempting: `if x is not None`. An empty tensor is not None, and the code goes on
with nothing: the mean of no numbers is NaN.
"""

import torch

MESSAGE = "Boolean value of Tensor with no values is ambiguous"
ALSO = {
    "bool value of Tensor with no values is ambiguous": "torch 1.x",
}
PHASE = "forward"
SEE = ("indexing-and-masks", "reductions-and-math")


def broken():
    scores = torch.tensor([0.1, 0.3, 0.2])
    found = scores[scores > 0.5]
    return found.max() if found else 0.0


def fixed():
    scores = torch.tensor([0.1, 0.3, 0.2])
    found = scores[scores > 0.5]
    return found.max() if found.numel() else 0.0


def tempting():
    scores = torch.tensor([0.1, 0.3, 0.2])
    found = scores[scores > 0.5]
    if found is not None:
        print(f"not None, and its mean is {found.mean()}")


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
