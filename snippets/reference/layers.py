"""Build the layers models are made of, one call each."""

import torch
from torch import nn
from torch.nn.utils.parametrizations import spectral_norm, weight_norm


class Double(nn.Module):
    def forward(self, x):
        B, L, D = x.shape                      # (B, L, D)
        return 2 * x                           # (B, L, D)


def main():
    B, L, D, K, V, nh = 2, 5, 12, 7, 30, 4
    x = torch.rand(B, L, D)                    # (B, L, D)
    ids = torch.randint(V, (B, L))             # (B, L)
    one = nn.Linear(D, K)
    two = nn.Linear(K, D)
    Double()(x)                                # (B, L, D)
    nn.Linear(D, K)(x)                         # (B, L, K)
    nn.LazyLinear(K)(x)                        # (B, L, K)
    nn.Bilinear(D, D, K)(x, x)                 # (B, L, K)
    nn.Identity()(x)                           # (B, L, D)
    nn.Embedding(V, D)(ids)                    # (B, L, D)
    nn.EmbeddingBag(V, D)(ids)                 # (B, D)
    nn.Sequential(one, nn.ReLU(), two)(x)      # (B, L, D)
    nn.ModuleList([one, two])[0](x)            # (B, L, K)
    nn.ModuleDict({"one": one})["one"](x)      # (B, L, K)
    nn.ParameterList([x])[0]                   # (B, L, D)
    nn.ParameterDict({"x": x})["x"]            # (B, L, D)
    nn.Parameter(x)                            # (B, L, D)
    nn.Flatten()(x)                            # (B, L*D)
    nn.Unflatten(2, (nh, D // nh))(x)          # (B, L, nh, D/nh)
    nn.Dropout(0.1)(x)                         # (B, L, D)
    nn.LayerNorm(D)(x)                         # (B, L, D)
    nn.RMSNorm(D)(x)                           # (B, L, D)
    nn.CosineSimilarity(dim=2)(x, x)           # (B, L)
    nn.LSTM(D, K, batch_first=True)(x)[0]      # (B, L, K)
    nn.GRU(D, K, batch_first=True)(x)[0]       # (B, L, K)
    nn.RNN(D, K, batch_first=True)(x)[0]       # (B, L, K)
    nn.LSTMCell(D, K)(x[0])[0]                 # (L, K)
    nn.GRUCell(D, K)(x[0])                     # (L, K)
    nn.MultiheadAttention(D, nh, batch_first=True)(
        x, x, x
    )                                          # (B, L, D), (B, L, L)
    block = nn.TransformerEncoderLayer(D, nh, batch_first=True)
    nn.TransformerEncoderLayer(D, nh)(x)       # (B, L, D)
    nn.TransformerEncoder(block, 2)(x)         # (B, L, D)
    nn.TransformerDecoderLayer(D, nh)(x, x)    # (B, L, D)
    nn.Transformer(D, nh, 1, 1, batch_first=True)(x, x)  # (B, L, D)
    weight_norm(one)(x)                        # (B, L, K)
    spectral_norm(two)(one(x))                 # (B, L, D)


if __name__ == "__main__":
    main()
