"""A tensor that is a plain attribute stays behind when the model moves.

A module knows its parameters and its buffers. A tensor assigned in the plain
way is neither: `.to(device)` leaves it on the CPU, `.half()` in its dtype,
and `state_dict()` leaves it out. On one device nothing tells, until the model
moves, or a saved one is loaded with other values.

Fix: `self.register_buffer("mean", mean)`. You read it as `self.mean` all the
same.

Tempting: Call `.to(x.device)` on it in each `forward`. It runs, it copies
the tensor for each batch, and it is still not saved.

Check: No module holds a tensor that is neither parameter nor buffer.
"""

import torch
from torch import nn

PHASE = "build"
SYMPTOM = "good before saving, bad after loading"
MODELS = ("char_gpt", "rectified_flow")
SEE = ("parameter-buffer-state-dict", "device-and-dtype")


class Normalize(nn.Module):
    def __init__(self, C):
        super().__init__()
        self.mean = torch.full((C, 1, 1), 0.5)

    def forward(self, images):
        return images - self.mean


def broken():
    C, D = 3, 8
    return nn.Sequential(Normalize(C), nn.Conv2d(C, D, 3))


class Mended(nn.Module):
    def __init__(self, C):
        super().__init__()
        self.register_buffer("mean", torch.full((C, 1, 1), 0.5))

    def forward(self, images):
        return images - self.mean


def fixed():
    C, D = 3, 8
    return nn.Sequential(Mended(C), nn.Conv2d(C, D, 3))


def check(model):
    for name, module in model.named_modules():
        held = vars(module).items()
        loose = [key for key, it in held if isinstance(it, torch.Tensor)]
        assert not loose, f"module {name!r} does not know of {loose}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
