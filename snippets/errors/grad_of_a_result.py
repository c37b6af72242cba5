""".grad is None, because it was asked of a result and not of what was made.

backward leaves gradients on leaves: parameters, and tensors you made with
`requires_grad`. What is computed from them passes its gradient on and keeps
nothing. `torch.rand(..., requires_grad=True).to(device)` is such a result, on
another device.

Fix: Call `retain_grad()` on it before backward, to look at it. Where it was
meant to be the leaf, set `requires_grad_()` as the last step, behind `.to`,
`*` and the rest.

Tempting: `retain_graph=True`. It keeps the graph for another backward, and no
gradient.

Check: After backward the tensor has a gradient of its own shape.
"""

import torch

MESSAGE = (
    "The .grad attribute of a Tensor that is not a leaf Tensor is being "
    "accessed. Its .grad attribute won't be populated during "
    "autograd.backward()."
)
PHASE = "backward"
SYMPTOM = "a part of the model does not learn"
MODELS = ("rectified_flow",)
SEE = ("the-training-loop", "device-and-dtype")


def broken():
    B, D = 4, 6
    noise = torch.rand(B, D, requires_grad=True)    # (B, D)
    noise = noise * 0.1                             # (B, D)
    noise.sin().sum().backward()
    return noise


def fixed():
    B, D = 4, 6
    noise = torch.rand(B, D) * 0.1                  # (B, D)
    noise.requires_grad_()
    noise.sin().sum().backward()
    return noise


def check(x):
    assert x.grad is not None, f"no gradient, and is_leaf is {x.is_leaf}"
    assert x.grad.shape == x.shape


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
