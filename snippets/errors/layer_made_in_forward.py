"""A layer made inside `forward` is a new one, with new weights, each call.

A layer gets random weights when it is made. Made in `forward`, it is made
for each batch: no optimizer knows it, and what it might have learned is gone
with the next call. The rest of the model runs after something different each
time.

Fix: Make the layer in `__init__` and use it in `forward`. If its size is
known only there, work the size out first, or use `nn.LazyLinear`.

Tempting: Fix the seed. The layer is then the same each time, and it still
never learns.

Check: Two calls with one batch, in `eval` mode, give the same output.
"""

import torch
from torch import nn

PHASE = "forward"
SYMPTOM = "the same input gives different outputs"
MODELS = ("cnn",)
SEE = ("nn-module-sequential", "dummy-tests-and-shape-comments")


class Net(nn.Module):
    def __init__(self, K):
        super().__init__()
        self.K = K

    def forward(self, images):
        x = images.flatten(1)
        head = nn.Linear(x.shape[1], self.K)
        return head(x)


def broken():
    B, C, H, W, K = 4, 3, 8, 12, 10
    images = torch.rand(B, C, H, W)     # (B, C, H, W)
    return Net(K), images


class Mended(nn.Module):
    def __init__(self, D, K):
        super().__init__()
        self.head = nn.Linear(D, K)

    def forward(self, images):
        return self.head(images.flatten(1))


def fixed():
    B, C, H, W, K = 4, 3, 8, 12, 10
    images = torch.rand(B, C, H, W)     # (B, C, H, W)
    return Mended(C * H * W, K), images


@torch.no_grad()
def check(built):
    model, images = built
    model.eval()
    apart = (model(images) - model(images)).abs().max()  # ()
    assert apart == 0, f"one input, two outputs: {apart:.2f} apart"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
