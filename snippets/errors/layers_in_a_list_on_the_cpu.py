"""Layers in a plain list do not move with the model that holds the list.

A module finds its layers in its attributes, in `nn.ModuleList` and in
`nn.Sequential`, not in a Python list. The model says it is on the GPU, and
these layers are not. They are not trained or saved either.

Fix: `nn.ModuleList([...])`, used like a list.

Tempting: A loop that moves each layer of the list. It runs, and the optimizer
still does not know of them.
"""

import torch
from fake_gpu import FakeGpu
from torch import nn

MESSAGE = (
    "Expected all tensors to be on the same device, but found at least two "
    "devices, {one:word} and {other:word}!"
)
READ = (
    "one tensor in that line lives on {one}, another one on {other}",
)
PHASE = "forward"
MODELS = ("char_gpt", "unet")
SEE = ("nn-module-sequential", "device-and-dtype")


class Heads(nn.Module):
    def __init__(self, D, K):
        super().__init__()
        self.heads = [nn.Linear(D, K), nn.Linear(D, K)]


def broken():
    B, D, K = 4, 16, 3
    model = Heads(D, K).to("cuda")
    x = torch.rand(B, D).to("cuda")             # (B, D)
    return [head(x) for head in model.heads]


class Mended(nn.Module):
    def __init__(self, D, K):
        super().__init__()
        heads = [nn.Linear(D, K), nn.Linear(D, K)]
        self.heads = nn.ModuleList(heads)


def fixed():
    B, D, K = 4, 16, 3
    model = Mended(D, K).to("cuda")
    x = torch.rand(B, D).to("cuda")             # (B, D)
    return [head(x) for head in model.heads]    # list of (B, K)


def main():
    with FakeGpu():
        try:
            broken()
        except RuntimeError as error:
            print(error)
        fixed()


if __name__ == "__main__":
    main()
