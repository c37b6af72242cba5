"""A skip connection was added in place, to what the branch was computed from.

The second convolution keeps its input `h` for backward, and so does the `relu`
that made it. `h +=` puts the sum where they kept it. `nn.ReLU(inplace=True)`
on a tensor that another branch reads does the same.

Fix: `h = h + second(h)`: a new tensor for the sum. Set `inplace=False` where
two branches share a tensor.

Tempting: `h += second(h).clone()`. What is added was never the trouble. The
tensor that is written to is.
"""

import torch
from torch import nn

MESSAGE = (
    "one of the variables needed for gradient computation has been modified "
    "by an inplace operation: [{kind:word} {h:shape}], which is output "
    "{i:any} of {op:word}, is at version {now:any}; "
    "expected version {then:any} instead."
)
READ = (
    "{h} is the shape of what was written to, {kind} its type",
    "{op} is what it comes from: an operation, the write itself, or a view",
    "backward kept it at version {then}, and each write adds one: now {now}",
)
ALSO = {
    "one of the variables needed for gradient computation has been modified "
    "by an inplace operation: [{kind:word} {h:shape}] is at version "
    "{now:any}; expected version {then:any} instead.": "a parameter",
    "one of the variables needed for gradient computation has been modified "
    "by an inplace operation": "torch 0.4",
}
PHASE = "backward"
MODELS = ("cnn", "unet", "vit")
SEE = ("activations-dropout-identity", "reductions-and-math")


def broken():
    B, C, H, W = 2, 3, 6, 8
    first = nn.Conv2d(C, C, 3, padding=1)
    second = nn.Conv2d(C, C, 3, padding=1)
    x = torch.rand(B, C, H, W)      # (B, C, H, W)
    h = first(x).relu()             # (B, C, H, W)
    h += second(h)                  # (B, C, H, W)
    h.mean().backward()


def fixed():
    B, C, H, W = 2, 3, 6, 8
    first = nn.Conv2d(C, C, 3, padding=1)
    second = nn.Conv2d(C, C, 3, padding=1)
    x = torch.rand(B, C, H, W)      # (B, C, H, W)
    h = first(x).relu()             # (B, C, H, W)
    h = h + second(h)               # (B, C, H, W)
    h.mean().backward()


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
