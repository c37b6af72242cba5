"""A tensor of many numbers was asked to be one number.

`torch.tensor` reads a list number by number, and each of these entries has
several. `float(x)`, `int(x)` and `"%.2f" % x` ask the same of a tensor.

Fix: `torch.stack` puts tensors of one shape side by side, `torch.cat` end to
end. If you wanted one number, reduce first: `x.mean().item()`.

Tempting: `torch.tensor([row.tolist() for row in rows])`. It runs, slowly, and
no gradient passes through it.
"""

import torch

MESSAGE = "only one element tensors can be converted to Python scalars"
ALSO = {
    "elements cannot be converted to Scalar": ".item(), torch 2.x",
    "only integer tensors of a single element can be converted to an index": (
        "range(x), a list indexed by x, a list times x"
    ),
    "only size-1 arrays can be converted to Python scalars": "NumPy",
}
PHASE = "forward"
SEE = ("cat-stack-chunk-split", "into-and-out-of-tensors")


def broken():
    B, D = 3, 4
    rows = [torch.rand(D) for _ in range(B)]    # list of (D,)
    return torch.tensor(rows)


def fixed():
    B, D = 3, 4
    rows = [torch.rand(D) for _ in range(B)]    # list of (D,)
    return torch.stack(rows)                    # (B, D)


def tempting():
    B, D = 3, 4
    weight = torch.rand(D, requires_grad=True)  # (D,)
    rows = [weight * i for i in range(B)]       # list of (D,)
    lists = [row.tolist() for row in rows]
    x = torch.tensor(lists)                     # (B, D)
    print(f"stack passes a gradient: {torch.stack(rows).requires_grad}")
    print(f"a list of lists does: {x.requires_grad}")


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
