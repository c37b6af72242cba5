"""Build an MLP out of layers, and send tokens through it."""

import torch
from torch import nn

DEVICE = torch.device("cpu")


class MLP(nn.Module):
    def __init__(self, dim, hidden_dim):
        super().__init__()
        self.net = nn.Sequential(
            nn.Linear(dim, hidden_dim),               # (B, L, hidden_dim)
            nn.GELU(),                                # (B, L, hidden_dim)
            nn.Linear(hidden_dim, dim),               # (B, L, dim)
        )

    def forward(self, x):
        B, L, dim = x.shape                           # (B, L, dim)
        return self.net(x)                            # (B, L, dim)


def layer_by_layer(mlp, x):
    """What nn.Sequential does, written out."""
    B, L, D = x.shape                                 # (B, L, D)
    first, gelu, last = mlp.net
    x = first(x)                                      # (B, L, 4*D)
    x = gelu(x)                                       # (B, L, 4*D)
    return last(x)                                    # (B, L, D)


def call_the_instance(mlp, x):
    """Hooks run with mlp(x); mlp.forward(x) goes around them."""
    heard = []
    mlp.register_forward_hook(lambda *_: heard.append("hook"))
    mlp.forward(x)
    print(f"after mlp.forward(x)  {heard}")
    mlp(x)
    print(f"after mlp(x)          {heard}")


def main():
    B, L, D = 8, 11, 48
    tokens = torch.rand(B, L, D, device=DEVICE)       # (B, L, D)
    mlp = MLP(D, 4 * D).to(DEVICE)
    out = mlp(tokens)                                 # (B, L, D)
    assert out.equal(layer_by_layer(mlp, tokens))
    print(f"out {tuple(out.shape)}")
    for name, parameter in mlp.named_parameters():
        print(f"{name:<13} {tuple(parameter.shape)}")
    call_the_instance(mlp, tokens)


if __name__ == "__main__":
    main()
