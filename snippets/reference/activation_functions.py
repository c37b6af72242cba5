"""Bend numbers between layers: the shape stays, softmax sums to one."""

import torch
import torch.nn.functional as F
from torch import nn


def main():
    B, L, D = 2, 5, 8
    x = torch.randn(B, L, D)             # (B, L, D)
    x.softmax(dim=-1)                    # (B, L, D)
    F.softmax(x, dim=-1)                 # (B, L, D)
    nn.Softmax(dim=-1)(x)                # (B, L, D)
    x.log_softmax(dim=-1)                # (B, L, D)
    F.log_softmax(x, dim=-1)             # (B, L, D)
    nn.LogSoftmax(dim=-1)(x)             # (B, L, D)
    F.gumbel_softmax(x)                  # (B, L, D)
    x.relu()                             # (B, L, D)
    F.relu(x)                            # (B, L, D)
    nn.ReLU()(x)                         # (B, L, D)
    nn.ReLU6()(x)                        # (B, L, D)
    F.relu6(x)                           # (B, L, D)
    F.gelu(x)                            # (B, L, D)
    nn.GELU()(x)                         # (B, L, D)
    F.silu(x)                            # (B, L, D)
    nn.SiLU()(x)                         # (B, L, D)
    F.glu(x)                             # (B, L, D/2)
    nn.GLU()(x)                          # (B, L, D/2)
    F.elu(x)                             # (B, L, D)
    nn.ELU()(x)                          # (B, L, D)
    nn.SELU()(x)                         # (B, L, D)
    F.leaky_relu(x)                      # (B, L, D)
    nn.LeakyReLU(0.2)(x)                 # (B, L, D)
    nn.PReLU()(x)                        # (B, L, D)
    F.mish(x)                            # (B, L, D)
    nn.Mish()(x)                         # (B, L, D)
    F.hardswish(x)                       # (B, L, D)
    nn.Hardswish()(x)                    # (B, L, D)
    F.hardsigmoid(x)                     # (B, L, D)
    nn.Hardsigmoid()(x)                  # (B, L, D)
    F.hardtanh(x)                        # (B, L, D)
    nn.Hardtanh()(x)                     # (B, L, D)
    F.softplus(x)                        # (B, L, D)
    nn.Softplus()(x)                     # (B, L, D)
    F.logsigmoid(x)                      # (B, L, D)
    nn.LogSigmoid()(x)                   # (B, L, D)
    F.sigmoid(x)                         # (B, L, D)
    nn.Sigmoid()(x)                      # (B, L, D)
    F.tanh(x)                            # (B, L, D)
    nn.Tanh()(x)                         # (B, L, D)


if __name__ == "__main__":
    main()
