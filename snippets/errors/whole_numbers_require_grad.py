"""Whole numbers have no gradient: between 2 and 3 there is nothing to move to.

`torch.tensor([1, 2])` is long, because no number in it has a point. A
parameter or an input that shall be trained has to be a float.

Fix: Write `1.0`, or `dtype=torch.float32`. For a tensor that is only kept,
such as a table of ids, use `register_buffer`, or
`nn.Parameter(ids, requires_grad=False)`.

Tempting: `requires_grad=True` on `ids.float()`. It runs, and an embedding
cannot look up floats. Train the embedding's weights, not the ids.
"""

import torch

MESSAGE = (
    "Only Tensors of floating point and complex dtype can require gradients"
)
ALSO = {
    "only Tensors of floating point dtype can require gradients": (
        "requires_grad_()"
    ),
}
PHASE = "build"
SEE = ("device-and-dtype", "parameter-buffer-state-dict")


def broken():
    weight = torch.tensor([1, 2, 3], requires_grad=True)
    return weight


def fixed():
    weight = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    D = len(weight)
    loss = weight.square().sum()        # ()
    loss.backward()
    return weight.grad                  # (D,)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
