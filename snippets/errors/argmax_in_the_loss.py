"""The loss counts hits, and a count has no slope.

`argmax`, `round`, and comparisons such as `>` answer in whole numbers. They
stay the same when a weight changes a little, so there is no gradient to send
back, and the graph ends there.

Fix: Take a loss that changes with every weight: cross entropy on the logits.
Accuracy is for the report.

Tempting: `loss.requires_grad = True`. backward runs, and no weight gets a
gradient. `.float()` behind the argmax changes the dtype and not the slope.
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
MODELS = ("cnn", "unet", "char_gpt")
SEE = ("losses-and-sampling", "reductions-and-math")


def broken():
    B, D, K = 4, 6, 3
    model = nn.Linear(D, K)
    x = torch.rand(B, D)                # (B, D)
    y = torch.arange(B) % K             # (B,)
    guess = model(x).argmax(1)          # (B,)
    loss = (guess != y).float().mean()  # ()
    loss.backward()


def fixed():
    B, D, K = 4, 6, 3
    model = nn.Linear(D, K)
    x = torch.rand(B, D)                # (B, D)
    y = torch.arange(B) % K             # (B,)
    logits = model(x)                   # (B, K)
    loss = F.cross_entropy(logits, y)   # ()
    loss.backward()


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
