"""A loop over all layers asked for the weight of one that has none.

An activation, a dropout, a pooling or a flatten has nothing to learn, so it
has no `weight`, no `bias` and no `reset_parameters`. `model.apply` and
`model.modules()` go through those layers, and through the containers too.

Fix: Ask for the kind of layer first, `isinstance(layer, nn.Linear)`.

Tempting: Wrap the line in `try` and `except AttributeError`. It also passes
over layers whose weight has another name, such as an `nn.LSTM`.
"""

import torch
from torch import nn

MESSAGE = "'{layer:word}' object has no attribute 'weight'"
READ = ("{layer} is the class of the layer that has no weight",)
ALSO = {
    "'{layer:word}' object has no attribute 'bias'": "its bias",
    "'{layer:word}' object has no attribute 'reset_parameters'": (
        "its own initialization"
    ),
}
PHASE = "build"
MODELS = ("cnn", "vae")
SEE = ("initialize-count-freeze",)


def broken():
    D, K = 32, 10
    model = nn.Sequential(nn.Linear(D, D), nn.ReLU(), nn.Linear(D, K))
    for layer in model:
        nn.init.kaiming_normal_(layer.weight)
    return model


def fixed():
    B, D, K = 4, 32, 10
    model = nn.Sequential(nn.Linear(D, D), nn.ReLU(), nn.Linear(D, K))
    for layer in model:
        if isinstance(layer, nn.Linear):
            nn.init.kaiming_normal_(layer.weight)
    x = torch.rand(B, D)                # (B, D)
    return model(x)                     # (B, K)


def main():
    try:
        broken()
    except AttributeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
