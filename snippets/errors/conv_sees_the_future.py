"""A convolution over time sees moments that have not happened yet.

Padding on both sides keeps the length, and puts the kernel's middle on the
moment it computes. So half of the kernel lies in the future. A model that
predicts the next sample reads it there, and is very good until it is used.

Fix: Pad the past only, with `F.pad(x, (ks - 1, 0))`, and let the convolution
pad nothing. With a dilation it is `dilation * (ks - 1)`.

Tempting: Pad both sides by `ks - 1` and cut the first `ks - 1` moments off.
The length is right, and now all of the kernel's neighbours are future ones:
cut the last ones off.

Check: Change the input after a moment. No output up to that moment may change.
"""

import torch
from torch import nn
from torch.nn import functional as F

PHASE = "forward"
SYMPTOM = "it trains, and the result is wrong"
MODELS = ("audio",)
SEE = ("convolutions", "pad-pool-resize")


class Causal(nn.Module):
    def __init__(self, C, ks):
        super().__init__()
        self.past = ks - 1
        self.conv = nn.Conv1d(C, C, ks)

    def forward(self, x):
        B, C, T = x.shape               # (B, C, T)
        x = F.pad(x, (self.past, 0))    # (B, C, ks-1+T)
        return self.conv(x)             # (B, C, T)


def broken():
    C, ks = 2, 5
    return nn.Conv1d(C, C, ks, padding="same")


def fixed():
    C, ks = 2, 5
    return Causal(C, ks)


def check(model):
    B, C, T, now = 3, 2, 16, 8
    x = torch.rand(B, C, T)             # (B, C, T)
    before = model(x)                   # (B, C, T)
    x[:, :, now:] += 1                  # (B, C, T-now)
    after = model(x)                    # (B, C, T)
    moved = (before - after).abs()      # (B, C, T)
    moved = moved.amax(dim=(0, 1))      # (T,)
    early = (moved[:now] > 1e-6).sum()  # ()
    assert early == 0, f"{early} outputs before moment {now} saw it coming"


def main():
    torch.manual_seed(0)
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
