"""The tokens are not as wide as the attention layer was built for.

An attention layer takes and gives the same width, `embed_dim` or `d_model`.
It has no layer in front that brings your features to it. Here each of the
T frames has F numbers.

Fix: Put a `Linear(F, D)` before it, or an `Embedding` where what comes in are
ids.

Tempting: Reshape so that the last dim is D. It runs, and a token is now a
piece of one frame and a piece of the next.
"""

import torch
from torch import nn

MESSAGE = "was expecting embedding dimension of {D}, but got {F}"
READ = (
    "{D} is the width the layer was built with",
    "{F} is the last dim of what you handed it",
)
ALSO = {
    "the feature number of src and tgt must be equal to d_model":
        "nn.Transformer",
}
PHASE = "forward"
MODELS = ("vit", "char_gpt")
SEE = ("attention", "shapes-by-modality")


def broken():
    B, T, F, D, nh = 3, 8, 12, 16, 4
    mha = nn.MultiheadAttention(D, nh, batch_first=True)
    x = torch.rand(B, T, F)                 # (B, T, F)
    return mha(x, x, x)


def fixed():
    B, T, F, D, nh = 3, 8, 12, 16, 4
    widen = nn.Linear(F, D)
    mha = nn.MultiheadAttention(D, nh, batch_first=True)
    x = torch.rand(B, T, F)                 # (B, T, F)
    x = widen(x)                            # (B, T, D)
    y, _ = mha(x, x, x)
    return y                                # (B, T, D)


def main():
    try:
        broken()
    except AssertionError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
