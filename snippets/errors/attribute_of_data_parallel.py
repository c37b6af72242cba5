"""The model sits inside `nn.DataParallel`, and the wrapper was asked.

`nn.DataParallel` is a module of its own, with one layer called `module`: your
model. It hands on the call, and nothing else. Your layers and your methods
are one step further in.

Fix: Ask `model.module`, or keep the model under a name of its own before it
is wrapped.

Tempting: Write `.module` everywhere. On a machine with one GPU, where nothing
is wrapped, the same line fails.
"""

import torch
from torch import nn

MESSAGE = "'DataParallel' object has no attribute '{name:word}'"
READ = ("{name} is what your own model has, one step further in",)
ALSO = {
    "'DistributedDataParallel' object has no attribute '{name:word}'": (
        "in DistributedDataParallel"
    ),
    "'OptimizedModule' object has no attribute '{name:word}'": (
        "after torch.compile; there it is model._orig_mod"
    ),
}
PHASE = "step"
SEE = ("nn-module-sequential", "device-and-dtype")


class Net(nn.Module):
    def __init__(self, D, K):
        super().__init__()
        self.head = nn.Linear(D, K)

    def forward(self, x):
        return self.head(x)


def broken():
    D, K = 32, 10
    model = nn.DataParallel(Net(D, K))
    return model.head.weight


def fixed():
    B, D, K = 4, 32, 10
    net = Net(D, K)
    model = nn.DataParallel(net)
    x = torch.rand(B, D)                # (B, D)
    model(x)                            # (B, K)
    assert model.module is net
    return net.head.weight              # (K, D)


def main():
    try:
        broken()
    except AttributeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
