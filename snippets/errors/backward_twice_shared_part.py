"""Two backward calls walk through the same part, and the first one frees it.

Both losses are made from `h`. The first backward gives back what was kept on
the way to `h`, so the second finds nothing there. Something computed once
before a training loop does the same in the second turn, and so does calling
`loss.backward()` twice.

Fix: Add the losses and call backward once: the gradients are the same sum.
What was computed before the loop and has parameters in it moves into the loop.

Tempting: `retain_graph=True` in the first call. It is right for two losses in
one step, and pays for the shared part twice. In a loop it keeps graphs of
weights that have changed since.
"""

import torch
from torch import nn
from torch.nn import functional as F

MESSAGE = "Trying to backward through the graph a second time"
ALSO = {
    "Trying to backward through the graph a second time, "
    "but the buffers have already been freed.": "torch 1.4",
    "Trying to backward through the graph a second time, but the saved "
    "intermediate results have already been freed.": "torch 1.8",
}
PHASE = "backward"
MODELS = ("vae", "clip")
SEE = ("the-training-loop",)


def broken():
    B, C, D = 4, 3, 6
    encoder = nn.Sequential(nn.Linear(D, C), nn.Tanh())
    decoder = nn.Linear(C, D)
    x = torch.rand(B, D)                # (B, D)
    h = encoder(x)                      # (B, C)
    near = F.mse_loss(decoder(h), x)    # ()
    small = h.square().mean()           # ()
    near.backward()
    small.backward()


def fixed():
    B, C, D = 4, 3, 6
    encoder = nn.Sequential(nn.Linear(D, C), nn.Tanh())
    decoder = nn.Linear(C, D)
    x = torch.rand(B, D)                # (B, D)
    h = encoder(x)                      # (B, C)
    near = F.mse_loss(decoder(h), x)    # ()
    small = h.square().mean()           # ()
    loss = near + small                 # ()
    loss.backward()


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
