"""The tokens have no positions: the model reads a text as a bag of words.

Attention compares tokens, and does not know where they stand. Shuffle them, and
the outputs are shuffled with them. A mean over them is the same for "dog bites
man" and "man bites dog".

Fix: Add a position to each token before the first layer, learned or computed.
A causal mask tells a little of the order, and too little.

Check: Turn the text round. The result has to change.
"""

import torch
from torch import nn

PHASE = "forward"
SYMPTOM = "it trains, and the result is wrong"
MODELS = ("vit", "char_gpt")
SEE = ("position-embeddings", "attention")


class Bag(nn.Module):
    def __init__(self, V, D, nh):
        super().__init__()
        self.word = nn.Embedding(V, D)
        self.layer = nn.TransformerEncoderLayer(D, nh, batch_first=True)

    def forward(self, ids):
        return self.layer(self.word(ids)).mean(dim=1)


def broken():
    V, D, nh = 50, 16, 4
    return Bag(V, D, nh)


class Text(Bag):
    def __init__(self, V, L, D, nh):
        super().__init__(V, D, nh)
        self.place = nn.Parameter(torch.randn(L, D))

    def forward(self, ids):
        x = self.word(ids) + self.place[:ids.shape[1]]
        return self.layer(x).mean(dim=1)


def fixed():
    V, L, D, nh = 50, 8, 16, 4
    return Text(V, L, D, nh)


def check(model, ids):
    model.eval()
    moved = (model(ids) - model(ids.flip(1))).abs().max()  # ()
    assert moved > 1e-4, f"read backwards it differs by {moved:.0e}"


def main():
    ids = torch.randint(50, (3, 6))
    try:
        check(broken(), ids)
    except AssertionError as error:
        print(error)
    check(fixed(), ids)


if __name__ == "__main__":
    main()
