"""A latent is drawn with sample(), and the encoder gets no gradient.

`sample()` draws under `no_grad`: what comes out doesn't know the mean and the
width it was drawn with. The decoder learns. The encoder hears of the KL term
only, if there is one, and forgets the image.

Fix: `rsample()`, which computes `mean + std * noise`. Choices such as
`Categorical` have no rsample: use `log_prob` of what was drawn in the loss.

Tempting: `requires_grad_()` on the sample. It becomes a leaf of its own, and
the way to the encoder stays cut.

Check: After one backward, every parameter has a gradient. It works for any
model and batch.
"""

import torch
from torch import nn
from torch.distributions import Normal

PHASE = "forward"
SYMPTOM = "a part of the model does not learn"
MODELS = ("vae",)
SEE = ("losses-and-sampling",)


class Sampled(nn.Module):
    def __init__(self, C, D):
        super().__init__()
        self.encoder = nn.Linear(C, 2 * D)
        self.decoder = nn.Linear(D, C)

    def forward(self, x):
        B, C = x.shape
        mean, log_std = self.encoder(x).chunk(2, dim=1)  # (B, D), (B, D)
        return self.decoder(Normal(mean, log_std.exp()).sample())


def broken():
    return Sampled(C=6, D=2)


class Reparameterized(Sampled):
    def forward(self, x):
        B, C = x.shape
        mean, log_std = self.encoder(x).chunk(2, dim=1)  # (B, D), (B, D)
        return self.decoder(Normal(mean, log_std.exp()).rsample())


def fixed():
    return Reparameterized(C=6, D=2)


def check(model, x):
    model(x).sum().backward()
    no = [name for name, p in model.named_parameters() if p.grad is None]
    assert not no, f"without a gradient: {', '.join(no)}"


def main():
    B, C = 4, 6
    x = torch.rand(B, C)    # (B, C)
    try:
        check(broken(), x)
    except AssertionError as error:
        print(error)
    check(fixed(), x)


if __name__ == "__main__":
    main()
