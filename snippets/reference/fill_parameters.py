"""Fill parameters with what training should begin with."""

import torch
from torch import nn


def main():
    B, D, K = 2, 6, 4
    w = nn.Parameter(torch.empty(K, D))   # (K, D)
    kernel = torch.empty(K, K, 3)         # (K, K, 3)
    nn.init.zeros_(w)                     # (K, D)
    nn.init.ones_(w)                      # (K, D)
    nn.init.constant_(w, 0.5)             # (K, D)
    nn.init.normal_(w, std=0.02)          # (K, D)
    nn.init.trunc_normal_(w, std=0.02)    # (K, D)
    nn.init.uniform_(w, -1, 1)            # (K, D)
    nn.init.xavier_uniform_(w)            # (K, D)
    nn.init.xavier_normal_(w)             # (K, D)
    nn.init.kaiming_uniform_(w)           # (K, D)
    nn.init.kaiming_normal_(w)            # (K, D)
    nn.init.orthogonal_(w)                # (K, D)
    nn.utils.parameters_to_vector([w, w])   # (n,), where n = 2*K*D
    nn.utils.vector_to_parameters(torch.ones(K * D), [w])


if __name__ == "__main__":
    main()
