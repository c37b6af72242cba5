"""With a dim, `max` gives two tensors: the values, and where they are.

`torch.max(logits, 1)` is a pair with names, and no tensor. For an accuracy you
want the second half, the class numbers. Compared with `==` the pair is simply
`False`, and the next line fails instead.

Fix: `logits.argmax(1)` for where, `logits.amax(1)` for how much. Or take the
pair apart: `values, classes = logits.max(1)`.

Tempting: `[0]`, because it makes the message go away. Those are the values:
the accuracy is then near 0.
"""

import torch

MESSAGE = (
    "'torch.return_types.{which:word}' object has no attribute '{name:word}'"
)
READ = (
    "{which} was called with a dim, and gives values and indices together",
    "{name} is what you asked of the pair; its two tensors have it",
)
ALSO = {
    "unsupported operand type(s) for -: 'torch.return_types.max' and "
    "'Tensor'": "where the pair is subtracted",
    "'bool' object has no attribute 'sum'": "where the pair is compared by ==",
}
PHASE = "evaluate"
SEE = ("reductions-and-math",)


def broken():
    B, K = 6, 4
    logits = torch.rand(B, K)               # (B, K)
    labels = torch.randint(K, (B,))         # (B,)
    guess = torch.max(logits, 1)
    return guess.eq(labels).sum()


def fixed():
    B, K = 6, 4
    logits = torch.rand(B, K)               # (B, K)
    labels = torch.randint(K, (B,))         # (B,)
    guess = logits.argmax(1)                # (B,)
    return guess.eq(labels).sum()           # ()


def tempting():
    B, K = 6, 4
    logits = torch.rand(B, K)               # (B, K)
    labels = logits.argmax(1)               # (B,)
    guess = torch.max(logits, 1)[0]         # (B,)
    return guess.eq(labels).sum()           # ()


def main():
    try:
        broken()
    except AttributeError as error:
        print(error)
    fixed()
    print(f"with [0], of 6 right answers it counts {tempting()}")


if __name__ == "__main__":
    main()
