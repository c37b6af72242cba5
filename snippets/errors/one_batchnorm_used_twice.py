"""Two layers share one batch norm: good in training, wrong after `eval()`.

In training a batch norm uses the statistics of the batch, so each place gets
its own. `eval()` uses the running mean, of which this module has one: a mix of
both places, and right for neither. A learning rate that is too high or too few
steps leave the running mean behind as well, and look the same.

Fix: One norm for every place. `nn.ReLU` has no numbers of its own and may be
shared; a norm may not.

Tempting: Leave out `eval()`, since the results are good without it. Then they
depend on which samples share a batch, and a single one fails.

Check: Let the model see one batch until the running statistics are those of
the batch. Then training and evaluation have to give almost the same.
"""

import torch
from torch import nn

PHASE = "evaluate"
SYMPTOM = "it trains, and the result is wrong"
MODELS = ("cnn",)
SEE = ("norms-embeddings-softmax", "parameter-buffer-state-dict")


def net(D, first, second):
    one, two = nn.Linear(D, D), nn.Linear(D, D)
    return nn.Sequential(one, first, nn.ReLU(), two, second)


def broken():
    D = 8
    norm = nn.BatchNorm1d(D)
    return net(D, norm, norm), 5 * torch.rand(64, D)


def fixed():
    D = 8
    norms = nn.BatchNorm1d(D), nn.BatchNorm1d(D)
    return net(D, *norms), 5 * torch.rand(64, D)


@torch.no_grad()
def check(model_and_batch):
    model, x = model_and_batch
    model.train()
    for _ in range(100):
        trained = model(x)
    model.eval()
    apart = (model(x) - trained).abs().max()
    apart = apart / trained.std()       # ()
    assert apart < 0.2, f"train and eval are {apart:.1f} deviations apart"


def main():
    torch.manual_seed(0)
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
