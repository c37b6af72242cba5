"""After the first validation the model trains on in evaluation mode.

`model.eval()` holds until `model.train()` is called. Where `train()` stands
once before the loop, every epoch but the first runs without dropout and with
batch norms that no longer follow the data. The model overfits, or its norms
keep the statistics of one epoch.

Fix: `model.train()` at the start of each epoch, `model.eval()` at the start of
each validation. Whoever needs a mode sets it.

Tempting: Leave out `eval()`, so there is nothing to undo. Then the validation
is wrong instead: dropout drops, and batch norm looks at the neighbours.

Check: Write the mode down at each epoch. In training all have to be True.
"""

from torch import nn

PHASE = "evaluate"
SYMPTOM = "it trains, and the result is wrong"
MODELS = ("cnn", "vit", "char_gpt")
SEE = ("the-training-loop", "nn-module-sequential")


def broken():
    def train(model, epochs, train_epoch, evaluate):
        model.train()
        for epoch in range(epochs):
            train_epoch(model)
            evaluate(model)

    return train


def fixed():
    def train(model, epochs, train_epoch, evaluate):
        for epoch in range(epochs):
            model.train()
            train_epoch(model)
            evaluate(model)

    return train


def check(train):
    modes = []

    def train_epoch(model):
        modes.append(model.training)

    def evaluate(model):
        model.eval()

    train(nn.Dropout(), 3, train_epoch, evaluate)
    assert all(modes), f"training mode, epoch by epoch: {modes}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
