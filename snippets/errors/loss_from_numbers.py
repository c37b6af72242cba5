"""The loss was built anew from plain numbers, so it doesn't know the model.

`.item()` gives a Python number, and a number has no history. `torch.tensor`
makes a new tensor of it, with nothing behind it. The same happens with a loss
that went through NumPy, or through a list of floats.

Fix: Keep tensors until backward is done: add losses with `+`, or with
`torch.stack`. Take `.item()` for the log only.

Tempting: `requires_grad=True` on the new tensor. backward runs, and what gets
a gradient is the number; the model's weights have none, as the output shows.
"""

import torch
from torch import nn
from torch.nn import functional as F

MESSAGE = (
    "element {i:any} of tensors does not require grad and "
    "does not have a grad_fn"
)
READ = ("element {i} is what backward was called on, counted from 0",)
ALSO = {
    "element {i:any} of variables does not require grad and "
    "does not have a grad_fn": "torch 0.4",
}
PHASE = "backward"
SYMPTOM = "the loss does not fall"
MODELS = ("vae",)
SEE = ("into-and-out-of-tensors", "the-training-loop")


def broken():
    B, D = 4, 6
    model = nn.Linear(D, D)
    x = torch.rand(B, D)                # (B, D)
    losses = [F.mse_loss(model(x), x).item()]
    loss = torch.tensor(losses).mean()  # ()
    loss.backward()


def fixed():
    B, D = 4, 6
    model = nn.Linear(D, D)
    x = torch.rand(B, D)                # (B, D)
    losses = [F.mse_loss(model(x), x)]
    loss = torch.stack(losses).mean()   # ()
    loss.backward()


def tempting():
    B, D = 4, 6
    model = nn.Linear(D, D)
    x = torch.rand(B, D)                # (B, D)
    losses = [F.mse_loss(model(x), x).item()]
    losses = torch.tensor(losses, requires_grad=True)   # (1,)
    losses.mean().backward()
    print("gradient of the weights:", model.weight.grad)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
