"""Every parameter is frozen, the new head too, so there is nothing to learn.

The head was replaced first and all parameters were frozen afterwards. With no
input and no parameter that needs a gradient, nothing is recorded.

Fix: Freeze first, then put the new head in: new layers are made to learn. Or
freeze the backbone only. Where `torch.utils.checkpoint` comes behind a frozen
layer, pass `use_reentrant=False`: the other way needs an input with a gradient.

Tempting: `loss.requires_grad = True`. There is still no parameter for backward
to reach.
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
    "None of the inputs have requires_grad=True. Gradients will be None":
        "torch.utils.checkpoint warns, then the same",
}
PHASE = "backward"
MODELS = ("cnn", "vit", "clip")
SEE = ("initialize-count-freeze", "parameter-buffer-state-dict")


def broken():
    B, D, V, K = 4, 6, 12, 3
    model = nn.Sequential(nn.Linear(D, 8), nn.ReLU(), nn.Linear(8, V))
    model[2] = nn.Linear(8, K)
    for weight in model.parameters():
        weight.requires_grad = False
    logits = model(torch.rand(B, D))        # (B, K)
    y = torch.arange(B) % K                 # (B,)
    loss = F.cross_entropy(logits, y)       # ()
    loss.backward()


def fixed():
    B, D, V, K = 4, 6, 12, 3
    model = nn.Sequential(nn.Linear(D, 8), nn.ReLU(), nn.Linear(8, V))
    for weight in model.parameters():
        weight.requires_grad = False
    model[2] = nn.Linear(8, K)
    logits = model(torch.rand(B, D))        # (B, K)
    y = torch.arange(B) % K                 # (B,)
    loss = F.cross_entropy(logits, y)       # ()
    loss.backward()


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
