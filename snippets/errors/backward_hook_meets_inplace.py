"""A backward hook on a layer, and the next layer writes over its output.

A module with a full backward hook hands out a view of its result. An in-place
layer, most often `nn.ReLU(inplace=True)`, would write into that view and undo
the hook. Heat maps and attributions of ready-made networks meet it.

Fix: Switch in-place off before the hooks go on: set `inplace = False` on each
module that has it. Where you write `x += y` yourself, write `x = x + y`.

Tempting: `register_backward_hook`, the old one. On a module of more than one
operation it may see the gradient of something else.
"""

import torch
from torch import nn

MESSAGE = (
    "Output {i:any} of BackwardHookFunction is a view and is being "
    "modified inplace."
)
READ = ("output {i} of the module with the hook was written to, from 0",)
ALSO = {
    "Output {i:any} of BackwardHookFunctionBackward is a view and is being "
    "modified inplace.": "torch 1.8 to 1.11",
}
PHASE = "forward"
MODELS = ("cnn",)
SEE = ("activations-dropout-identity", "convolutions")


def broken():
    B, C, D, H, W = 2, 3, 4, 6, 8
    conv = nn.Conv2d(C, D, 3, padding=1)
    net = nn.Sequential(conv, nn.ReLU(inplace=True))
    conv.register_full_backward_hook(lambda layer, into, out: None)
    return net(torch.rand(B, C, H, W))


def fixed():
    B, C, D, H, W = 2, 3, 4, 6, 8
    conv = nn.Conv2d(C, D, 3, padding=1)
    net = nn.Sequential(conv, nn.ReLU(inplace=True))
    for layer in net.modules():
        if hasattr(layer, "inplace"):
            layer.inplace = False
    conv.register_full_backward_hook(lambda layer, into, out: None)
    return net(torch.rand(B, C, H, W))  # (B, D, H, W)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
