"""An `nn.ModuleList` was called as if it were a layer.

A `ModuleList` keeps layers where the optimizer finds them, and that is all
it does. It has no `forward`, for it cannot know whether its layers run one
after another or side by side. An `nn.ModuleDict` has none either.

Fix: Go through the list yourself in `forward`. If one after another is all
you want, make it an `nn.Sequential`.
"""

import torch
from torch import nn

MESSAGE = 'Module [{net:word}] is missing the required "forward" function'
READ = ("{net} is the class that has no `forward`",)
ALSO = {
    "in _forward_unimplemented raise NotImplementedError": "torch 1.6 to 1.10",
}
PHASE = "forward"
MODELS = ("vit", "char_gpt")
SEE = ("nn-module-sequential",)


def broken():
    B, D, depth = 4, 32, 3
    layers = nn.ModuleList([nn.Linear(D, D) for _ in range(depth)])
    x = torch.rand(B, D)                # (B, D)
    return layers(x)


def fixed():
    B, D, depth = 4, 32, 3
    layers = nn.ModuleList([nn.Linear(D, D) for _ in range(depth)])
    x = torch.rand(B, D)                # (B, D)
    for layer in layers:
        x = layer(x).relu()             # (B, D)
    return x                            # (B, D)


def main():
    try:
        broken()
    except NotImplementedError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
