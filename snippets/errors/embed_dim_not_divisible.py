"""The width of the model cannot be cut into that many heads.

Each head gets `D // nh` of the features of a token. Here `D` is the number
of columns in the data, and heads of two and a half features don't exist.

Fix: Let a `Linear` bring the features to a width of your choice, and choose
one that the number of heads divides.

Tempting: Take a number of heads that happens to divide. With a width of 11
that leaves one head, and every step of the model stays as narrow as the data.
"""

import torch
from torch import nn

MESSAGE = "embed_dim must be divisible by num_heads"
ALSO = {
    "is not a multiple of the number of attention heads": "Hugging Face BERT",
}
PHASE = "build"
MODELS = ("vit", "char_gpt")
SEE = ("attention",)


def broken():
    D, nh = 10, 4
    return nn.TransformerEncoderLayer(D, nh, batch_first=True)


def fixed():
    B, L, F, D, nh = 3, 6, 10, 16, 4
    encoder = nn.Sequential(
        nn.Linear(F, D),                                      # (B, L, D)
        nn.TransformerEncoderLayer(D, nh, batch_first=True),  # (B, L, D)
    )
    x = torch.rand(B, L, F)                                   # (B, L, F)
    return encoder(x)                                         # (B, L, D)


def main():
    try:
        broken()
    except AssertionError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
