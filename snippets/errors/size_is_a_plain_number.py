"""A size has to be a tuple here: `(3)` is the number 3, `(3,)` is a tuple.

`torch.rand(3)` takes its sizes one by one, `torch.randint(5, (3,))` wants them
in a tuple, because other numbers come before. Python makes a tuple of one
entry by its comma, not by its brackets.

Fix: `(L,)`, with the comma. `size=(L,)` says which argument it is.

Tempting: `(L, 1)`. It is a tuple, and a column: minus a tensor of shape (L,)
it becomes (L, L).
"""

import torch

MESSAGE = (
    "randint(): argument 'size' (position {at:any}) must be tuple of ints, "
    "not {kind:word}"
)
READ = (
    "{kind} is what came in place of a tuple, as argument number {at}",
)
ALSO = {
    "argument 'size' (position {at:any}) must be tuple of ints, not "
    "{kind:word}": "rand, zeros and the like",
    "randint() received an invalid combination of arguments": "no size at all",
}
PHASE = "load data"
MODELS = ("char_gpt",)
SEE = ("make-tensors",)


def broken():
    L, V = 6, 5
    return torch.randint(V, (L))


def fixed():
    L, V = 6, 5
    return torch.randint(V, (L,))       # (L,)


def tempting():
    L, V = 6, 5
    ids = torch.randint(V, (L, 1))      # (L, 1)
    return ids - torch.arange(L)        # (L, L)


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
