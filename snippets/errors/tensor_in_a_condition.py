"""`if`, `and`, `or` and `not` want one yes or no, and got many.

A comparison of tensors gives an answer for each number. Python's words ask
the whole for one. So do the built-in `max(x)` and `min(x)`, `x in a_list`,
`0 < x < 1` and `a_list.index(x)`.

Fix: `&`, `|` and `~` work number by number, with parentheses around each
comparison. Choose with `torch.where`. If you do want one answer, say which:
`.all()` or `.any()`; to ask whether there is a tensor, `x is not None`.

Tempting: `.any()`, to make the message go away. It runs, and one number in the
range now lets all of them through.
"""

import torch

MESSAGE = "Boolean value of Tensor with more than one value is ambiguous"
ALSO = {
    "bool value of Tensor with more than one value is ambiguous": "torch 1.4",
    "The truth value of an array with more than one element is ambiguous": (
        "NumPy"
    ),
}
PHASE = "forward"
SEE = ("indexing-and-masks", "into-and-out-of-tensors")


def broken():
    B, L = 2, 3
    x = torch.linspace(-1, 2, B * L).view(B, L)     # (B, L)
    inside = x > 0 and x < 1
    return x[inside]


def fixed():
    B, L = 2, 3
    x = torch.linspace(-1, 2, B * L).view(B, L)     # (B, L)
    inside = (x > 0) & (x < 1)                      # (B, L)
    return x[inside]                                # (_,)


def tempting():
    B, L = 2, 3
    x = torch.linspace(-1, 2, B * L).view(B, L)     # (B, L)
    if (x > 0).any() and (x < 1).any():
        return x                                    # (B, L)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    print("fixed:", fixed())
    print("tempting:", tempting())


if __name__ == "__main__":
    main()
