"""The forward pass ran where nothing is recorded.

Inside `torch.no_grad()` a result doesn't remember how it was made. Here a
function that was written for evaluation is used in training. A
`torch.set_grad_enabled(False)` that nobody took back does it too.

Fix: Let the training step call the model itself. Keep no_grad to evaluation,
as a `with` block or a decorator, so that it ends by itself.

Tempting: `loss.requires_grad = True`. It silences the message and brings
nothing back: the loss is still cut from the weights, and they get no gradient.
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
MODELS = ("vae", "cnn")
SEE = ("the-training-loop", "into-and-out-of-tensors")


@torch.no_grad()
def predict(model, x):
    return model(x)


def broken():
    B, D = 4, 6
    model = nn.Linear(D, D)
    x = torch.rand(B, D)            # (B, D)
    made = predict(model, x)        # (B, D)
    loss = F.mse_loss(made, x)      # ()
    loss.backward()


def fixed():
    B, D = 4, 6
    model = nn.Linear(D, D)
    x = torch.rand(B, D)            # (B, D)
    made = model(x)                 # (B, D)
    loss = F.mse_loss(made, x)      # ()
    loss.backward()


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
