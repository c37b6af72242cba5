"""The model keeps its state between calls, and remembers other texts.

The state is an attribute, and each call goes on where the last one stopped.
That is right for the next piece of the same text. For another text, or for the
validation after the training, it is the memory of something else.

Fix: Begin each text without a state. Where pieces belong together, hand the
state in and out, so that the loop decides.

Tempting: `detach()` the state. That ends "Trying to backward through the graph
a second time". The model still begins with the memory of another text.

Check: The same input twice gives the same output twice.
"""

import torch
from torch import nn

PHASE = "forward"
SYMPTOM = "the same input gives different outputs"
SEE = ("also-met-modules",)


class Remembers(nn.LSTM):
    state = None

    def forward(self, x):
        y, (h, c) = super().forward(x, self.state)
        self.state = h.detach(), c.detach()
        return y


def broken():
    D = 16
    return Remembers(D, D, batch_first=True)


class BeginsAnew(nn.LSTM):
    def forward(self, x, state=None):
        y, state = super().forward(x, state)
        return y


def fixed():
    D = 16
    return BeginsAnew(D, D, batch_first=True)


def check(model, x):
    model.eval()
    off = (model(x) - model(x)).abs().max()  # ()
    assert off == 0, f"the second time it gives something else, by {off:.2f}"


def main():
    x = torch.rand(3, 6, 16)
    try:
        check(broken(), x)
    except AssertionError as error:
        print(error)
    check(fixed(), x)


if __name__ == "__main__":
    main()
