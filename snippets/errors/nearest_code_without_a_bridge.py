"""Behind the nearest code, the encoder learns nothing.

`argmin` answers with a place, and a place has no slope. The code that is looked
up knows its table, and not the encoder that chose it. The decoder and the codes
learn, so the loss falls for a while.

Fix: Build a bridge: `z + (code - z).detach()` has the value of the code, and
its gradient goes to z (straight-through). A second loss draws z and its code
together, for the bridge leaves the table out.

Tempting: `requires_grad_()` on the code. It has a history already; the
encoder isn't in it.

Check: After one backward, every parameter has a gradient. It works for any
model that returns its loss.
"""

import torch
from torch import nn
from torch.nn import functional as F

PHASE = "forward"
SYMPTOM = "a part of the model does not learn"
MODELS = ("vae", "audio")
SEE = ("indexing-and-masks", "reductions-and-math")


class Codes(nn.Module):
    def __init__(self, C, D, V):
        super().__init__()
        self.encoder = nn.Linear(C, D)
        self.codes = nn.Embedding(V, D)
        self.decoder = nn.Linear(D, C)

    def forward(self, x):
        B, C = x.shape
        z = self.encoder(x)                         # (B, D)
        far = torch.cdist(z, self.codes.weight)     # (B, V)
        code = self.codes(far.argmin(1))            # (B, D)
        return F.mse_loss(self.decoder(code), x)


def broken():
    return Codes(C=5, D=3, V=7)


class Bridged(Codes):
    def forward(self, x):
        B, C = x.shape
        z = self.encoder(x)                         # (B, D)
        far = torch.cdist(z, self.codes.weight)     # (B, V)
        code = self.codes(far.argmin(1))            # (B, D)
        pull = F.mse_loss(z, code)                  # ()
        code = z + (code - z).detach()              # (B, D)
        return F.mse_loss(self.decoder(code), x) + pull


def fixed():
    return Bridged(C=5, D=3, V=7)


def check(model, x):
    model(x).backward()
    no = [name for name, p in model.named_parameters() if p.grad is None]
    assert not no, f"without a gradient: {', '.join(no)}"


def main():
    B, C = 4, 5
    x = torch.rand(B, C)    # (B, C)
    try:
        check(broken(), x)
    except AssertionError as error:
        print(error)
    check(fixed(), x)


if __name__ == "__main__":
    main()
