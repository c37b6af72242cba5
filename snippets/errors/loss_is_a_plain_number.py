"""The loss is a Python number, and only a tensor knows how it was made.

`.item()` takes the number out and leaves the graph behind, so nothing is left
to go back through. A total that begins at 0 is a Python number too, for as
long as nothing was added: an image without boxes, a batch without pairs.

Fix: Keep the tensor for `backward`, and take `.item()` for the log afterwards.
Where nothing may have been added, skip the step or begin with
`outputs.sum() * 0`.

Tempting: `torch.tensor(loss, requires_grad=True)`. `backward` runs, and no
weight gets a gradient.
"""

import torch
from torch import nn
from torch.nn import functional as F

MESSAGE = "'float' object has no attribute 'backward'"
ALSO = {
    "'int' object has no attribute 'backward'": "a total of 0",
    "'tuple' object has no attribute 'backward'": "a function returned several",
    "'list' object has no attribute 'backward'": "a list of losses",
    "'dict' object has no attribute 'backward'": "losses by name: add them up",
}
PHASE = "backward"
SYMPTOM = "the loss does not fall"
SEE = ("the-training-loop", "into-and-out-of-tensors")


def broken():
    B, D = 4, 3
    model = nn.Linear(D, 1)
    x, y = torch.rand(B, D), torch.rand(B, 1)  # (B, D), (B, 1)
    loss = F.mse_loss(model(x), y).item()
    loss.backward()


def fixed():
    B, D = 4, 3
    model = nn.Linear(D, 1)
    x, y = torch.rand(B, D), torch.rand(B, 1)  # (B, D), (B, 1)
    loss = F.mse_loss(model(x), y)      # ()
    loss.backward()
    return loss.item()


def tempting():
    B, D = 4, 3
    model = nn.Linear(D, 1)
    x, y = torch.rand(B, D), torch.rand(B, 1)  # (B, D), (B, 1)
    loss = F.mse_loss(model(x), y).item()
    torch.tensor(loss, requires_grad=True).backward()
    return model.weight.grad


def main():
    try:
        broken()
    except AttributeError as error:
        print(error)
    fixed()
    print(f"the gradient is {tempting()}")


if __name__ == "__main__":
    main()
