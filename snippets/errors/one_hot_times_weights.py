"""Whole numbers were multiplied with a matrix of floats.

A product of matrices takes one dtype. `F.one_hot` gives long, and so do
`torch.tensor([1, 2])` and `torch.arange(5)`: whole numbers in, whole numbers
out. `+` and `*` would convert them, `@` does not.

Fix: `.float()` on the whole numbers. For a one-hot times a table there is a
shorter way: index the table, which is what `nn.Embedding` does.

Tempting: Make the table long as well. It runs, and weights between 0 and 1
become 0.
"""

import torch
from torch.nn import functional as F

MESSAGE = (
    "expected m1 and m2 to have the same dtype, but got: "
    "{first:text} != {second:text}"
)
READ = (
    "{first} is the dtype on the left of the product, {second} the one on "
    "its right, in the words of C++",
    "there long int is torch.long, float is torch.float32, double is "
    "torch.float64",
)
ALSO = {
    "Expected object of scalar type Float but got scalar type Long for "
    "argument #2 'mat2' in call to _th_mm": "torch 1.3 to 1.5",
}
PHASE = "forward"
MODELS = ("char_gpt",)
SEE = ("device-and-dtype", "matmul-bmm-linear-einsum")


def broken():
    L, V, D = 6, 10, 4
    ids = torch.arange(L)                       # (L,)
    table = torch.rand(V, D)                    # (V, D)
    return F.one_hot(ids, V) @ table


def fixed():
    L, V, D = 6, 10, 4
    ids = torch.arange(L)                       # (L,)
    table = torch.rand(V, D)                    # (V, D)
    product = F.one_hot(ids, V).float() @ table  # (L, D)
    assert product.equal(table[ids])
    return table[ids]                           # (L, D)


def tempting():
    L, V, D = 6, 10, 4
    ids = torch.arange(L)                       # (L,)
    table = torch.rand(V, D)                    # (V, D)
    product = F.one_hot(ids, V) @ table.long()  # (L, D)
    print(f"largest number that is left: {product.max()}")


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
