"""The optimizer was built first, and a layer was replaced after that.

An optimizer holds the tensors it was given, not the model. The new head has
new tensors, which it has never seen. It goes on with those of the old head,
which nothing computes with any more, and the new head stays as random as it
was made.

Fix: Finish the model first: replace, freeze, initialize, move. Build the
optimizer last.

Tempting: Raise the learning rate, since the loss barely falls. The head is
not in the optimizer at any rate.

Check: Each parameter that wants a gradient is in one of the optimizer's
groups.
"""

from torch import nn, optim

PHASE = "build"
SYMPTOM = "a part of the model does not learn"
MODELS = ("cnn", "vit")
SEE = ("initialize-count-freeze", "the-training-loop")


def pretrained():
    return nn.Sequential(nn.Linear(32, 64), nn.ReLU(), nn.Linear(64, 1000))


def broken():
    D, K = 64, 10
    model = pretrained()
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    model[-1] = nn.Linear(D, K)
    return model, optimizer


def fixed():
    D, K = 64, 10
    model = pretrained()
    model[-1] = nn.Linear(D, K)
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    return model, optimizer


def check(built):
    model, optimizer = built
    groups = optimizer.param_groups
    held = {id(p) for group in groups for p in group["params"]}
    wanted = {n: p for n, p in model.named_parameters() if p.requires_grad}
    unseen = [name for name, p in wanted.items() if id(p) not in held]
    assert not unseen, f"the optimizer does not have {unseen}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
