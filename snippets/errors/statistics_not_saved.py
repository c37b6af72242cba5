"""The mean and std that the model was trained with are not in the file.

A tensor that is a plain attribute is no part of `state_dict`. The model learned
on normalized inputs, the loaded one begins with a mean of 0 and a std of 1, and
sees numbers it was never trained on. `strict=True` can't notice a name that
was never saved.

Fix: `register_buffer`. A buffer is saved, and moves with `to`.

Tempting: Measure them again on the data at hand. A single photo has another
mean than all of them.

Check: Save, load into a fresh model, and compare the outputs for one batch.
"""

import torch
from torch import nn

PHASE = "save and load"
SYMPTOM = "good before saving, bad after loading"
MODELS = ("cnn", "vae", "audio")
SEE = ("parameter-buffer-state-dict",)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.mean = torch.zeros(())         # ()
        self.std = torch.ones(())           # ()
        self.head = nn.Linear(8, 3)

    def fit(self, x):
        self.mean, self.std = x.mean(), x.std()  # (), ()

    def forward(self, x):
        return self.head((x - self.mean) / self.std)


def broken():
    return Net


class KeptNet(Net):
    def __init__(self):
        super().__init__()
        del self.mean, self.std
        self.register_buffer("mean", torch.zeros(()))
        self.register_buffer("std", torch.ones(()))


def fixed():
    return KeptNet


@torch.no_grad()
def check(make):
    x = 50 + 10 * torch.randn(16, 8)        # (16, 8)
    model = make()
    model.fit(x)
    fresh = make()
    fresh.load_state_dict(model.state_dict())
    apart = (model(x) - fresh(x)).abs().max()
    assert apart == 0, f"the loaded model's outputs are {apart:.1f} apart"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
