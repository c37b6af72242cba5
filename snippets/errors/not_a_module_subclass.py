"""`nn.Sequential` was handed something that is not a layer.

`nn.Sequential` and `nn.ModuleList` keep layers: objects of an `nn.Module`.
Here it is given one list, where it wants the layers one by one. A function
such as `F.relu`, a class whose brackets are missing (`nn.ReLU`), and the
output of a layer are refused in the same words.

Fix: Unpack the list with `*`. For a function, take the layer that does the
same: `nn.ReLU()` for `F.relu`, `nn.Flatten()` for `torch.flatten`.

Tempting: Keep the plain list, and loop over it in `forward`. It runs, and
the model has no parameters that an optimizer could find.
"""

import torch
from torch import nn

MESSAGE = "{what:word} is not a Module subclass"
READ = ("{what} is what stands where a layer should be",)
ALSO = {
    "cannot assign 'list' as child module": "into a place that has a layer",
    "cannot assign 'torch.nn.functional.relu' as child module": (
        "a function in the place of a layer"
    ),
}
PHASE = "build"
MODELS = ("cnn", "vae")
SEE = ("nn-module-sequential", "activations-dropout-identity")


def broken():
    D, K = 32, 10
    layers = [nn.Linear(D, D), nn.ReLU(), nn.Linear(D, K)]
    return nn.Sequential(layers)


def fixed():
    B, D, K = 4, 32, 10
    layers = [nn.Linear(D, D), nn.ReLU(), nn.Linear(D, K)]
    model = nn.Sequential(*layers)
    x = torch.rand(B, D)                # (B, D)
    return model(x)                     # (B, K)


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
