"""Know the usual activations as one line each."""

import torch
from torch import nn
from torch.nn import functional as F

DEVICE = torch.device("cpu")
BY_HAND = {
    nn.ReLU(): lambda x: x.clamp(min=0),
    nn.LeakyReLU(0.2): lambda x: torch.where(x > 0, x, 0.2 * x),
    nn.Sigmoid(): lambda x: 1 / (1 + torch.exp(-x)),
    nn.Tanh(): lambda x: 2 * torch.sigmoid(2 * x) - 1,
    nn.SiLU(): lambda x: x * torch.sigmoid(x),
    nn.GELU(): lambda x: x * 0.5 * (1 + torch.erf(x / 2 ** 0.5)),
    nn.Softplus(): lambda x: torch.log(1 + torch.exp(x)),
    nn.Identity(): lambda x: x,
}


def one_line_each(x):
    B, L, D = x.shape                               # (B, L, D)
    few = torch.tensor([-3.0, -1.0, 0.0, 1.0, 3.0])
    for layer, by_hand in BY_HAND.items():
        y = layer(x)                                # (B, L, D)
        torch.testing.assert_close(y, by_hand(x))
        seen = [f"{one:6.2f}" for one in layer(few).tolist()]
        print(f"{type(layer).__name__:<10}{''.join(seen)}")


def two_gelus(x):
    exact, fast = F.gelu(x), F.gelu(x, approximate="tanh")
    gap = (exact - fast).abs().max().item()
    assert 0 < gap < 1e-3
    print(f"GELU and its tanh form differ by {gap:.0e} at most")


def gated(x):
    """As in newer transformers: one half opens and shuts the other."""
    B, L, D = x.shape                               # (B, L, D)
    h = nn.Linear(D, 6 * D, device=DEVICE)(x)       # (B, L, 6*D)
    gate, value = h.chunk(2, dim=-1)                # each (B, L, 3*D)
    h = F.silu(gate) * value                        # (B, L, 3*D)
    return nn.Linear(3 * D, D, device=DEVICE)(h)    # (B, L, D)


def main():
    B, L, D = 8, 11, 20
    x = 3 * torch.randn(B, L, D, device=DEVICE)     # (B, L, D)
    one_line_each(x)
    two_gelus(x)
    y = gated(x)                                    # (B, L, D)
    print(f"gated {tuple(y.shape)}")


if __name__ == "__main__":
    main()
