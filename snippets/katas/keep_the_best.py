"""Keep the best weights while a model trains on, and put them back.

You meet it in every long training, where the last weights are seldom the best:
nanoGPT can save a model only when its validation loss is a new low.
"""

import math

import torch
from torch import nn

MINUTES = 8
HINTS = (
    "state_dict() holds the model's own tensors, and training changes those.",
    "Clone each tensor of it when the loss is lower than all before.",
    "model.load_state_dict(self.saved) fills it; model.eval() returns it.",
)


def small_model(D, C):
    return nn.Sequential(nn.Linear(D, C), nn.BatchNorm1d(C), nn.Dropout(0.5))


def train_on(model):
    """Stands for an epoch: every tensor of the model changes in its place."""
    for one in model.state_dict().values():
        one += 1


class Best:
    """Keep the weights and buffers of the model with the lowest loss.

    update(model, loss) is called after each epoch and leaves the model as it
    is; of two equal losses the first counts. restore(model) fills a model of
    the same sizes with what was kept, and returns it in eval mode.
    """

    def __init__(self):
        self.loss, self.saved = math.inf, {}

    def update(self, model, loss):
        if loss < self.loss:
            self.loss = loss
            own = model.state_dict()
            self.saved = {name: one.clone() for name, one in own.items()}

    def restore(self, model):
        model.load_state_dict(self.saved)
        return model.eval()


class wrong_not_copied:
    """These are the weights the model has now: state_dict() doesn't copy, nor
    does dict(...) around it. Clone each tensor."""

    def __init__(self):
        self.loss, self.saved = math.inf, {}

    def update(self, model, loss):
        if loss < self.loss:
            self.loss, self.saved = loss, model.state_dict()

    def restore(self, model):
        model.load_state_dict(self.saved)
        return model.eval()


class wrong_last:
    """The last weights were kept: write down the new loss too, so that the
    next one is compared with it."""

    def __init__(self):
        self.loss, self.saved = math.inf, {}

    def update(self, model, loss):
        if loss < self.loss:
            own = model.state_dict()
            self.saved = {name: one.clone() for name, one in own.items()}

    def restore(self, model):
        model.load_state_dict(self.saved)
        return model.eval()


class wrong_highest:
    """A loss is better when it is lower: this keeps the worst model."""

    def __init__(self):
        self.loss, self.saved = -math.inf, {}

    def update(self, model, loss):
        if loss > self.loss:
            self.loss, own = loss, model.state_dict()
            self.saved = {name: one.clone() for name, one in own.items()}

    def restore(self, model):
        model.load_state_dict(self.saved)
        return model.eval()


class wrong_second_of_two:
    """Of two equal losses the first counts: ask for <, not for <=."""

    def __init__(self):
        self.loss, self.saved = math.inf, {}

    def update(self, model, loss):
        if loss <= self.loss:
            self.loss, own = loss, model.state_dict()
            self.saved = {name: one.clone() for name, one in own.items()}

    def restore(self, model):
        model.load_state_dict(self.saved)
        return model.eval()


class wrong_parameters_only:
    """The running mean and variance of batch norm are buffers: state_dict()
    has them, named_parameters() doesn't, and strict=False hides that."""

    def __init__(self):
        self.loss, self.saved = math.inf, {}

    def update(self, model, loss):
        if loss < self.loss:
            self.loss, own = loss, dict(model.named_parameters())
            self.saved = {name: one.clone() for name, one in own.items()}

    def restore(self, model):
        model.load_state_dict(self.saved, strict=False)
        return model.eval()


class wrong_no_eval:
    """Dropout still drops, and batch norm reads the batch: call eval()."""

    def __init__(self):
        self.loss, self.saved = math.inf, {}

    def update(self, model, loss):
        if loss < self.loss:
            self.loss, own = loss, model.state_dict()
            self.saved = {name: one.clone() for name, one in own.items()}

    def restore(self, model):
        model.load_state_dict(self.saved)
        return model


class wrong_eval_too_early:
    """After update the training goes on in eval mode: only restore may call
    eval()."""

    def __init__(self):
        self.loss, self.saved = math.inf, {}

    def update(self, model, loss):
        if loss < self.loss:
            self.loss, own = loss, model.eval().state_dict()
            self.saved = {name: one.clone() for name, one in own.items()}

    def restore(self, model):
        model.load_state_dict(self.saved)
        return model.eval()


class wrong_keys_returned:
    """load_state_dict returns the names that didn't fit, not the model."""

    def __init__(self):
        self.loss, self.saved = math.inf, {}

    def update(self, model, loss):
        if loss < self.loss:
            self.loss, own = loss, model.state_dict()
            self.saved = {name: one.clone() for name, one in own.items()}

    def restore(self, model):
        model.eval()
        return model.load_state_dict(self.saved)


class wrong_assigned:
    """assign=True gives the kept tensors themselves to the model, and when it
    trains on they change: let load_state_dict copy."""

    def __init__(self):
        self.loss, self.saved = math.inf, {}

    def update(self, model, loss):
        if loss < self.loss:
            self.loss, own = loss, model.state_dict()
            self.saved = {name: one.clone() for name, one in own.items()}

    def restore(self, model):
        model.load_state_dict(self.saved, assign=True)
        return model.eval()


def check(Best):
    for B, D, C, losses, lowest in [
        (1, 2, 3, [9.0], 0),
        (2, 3, 1, [9.0, 5.0, 7.0], 1),
        (4, 1, 2, [-1.0, -3.0, -3.0, -2.0], 1),
    ]:
        torch.manual_seed(B)
        x = torch.randn(B, D)
        model, best = small_model(D, C), Best()
        for epoch, loss in enumerate(losses):
            train_on(model)
            if epoch == lowest:
                wanted = model.eval()(x)
                mean = model[1].running_mean.clone()
            best.update(model.train(), loss)
            assert model.training, "update leaves the model in train mode"
        train_on(model)

        for turn in range(2):
            fresh = small_model(D, C)
            made = best.restore(fresh)
            assert made is fresh, "restore returns the model that it is given"
            assert not made.training, "the restored model is in eval mode"
            assert made[1].running_mean.equal(mean), (
                "the buffers are the best model's too")
            assert torch.allclose(made(x), wanted), (
                "it computes what the best model did")
            train_on(made)


def main():
    B, D, C = 4, 6, 3
    model, best = small_model(D, C), Best()
    x = torch.rand(B, D)              # (B, D)
    for loss in (0.9, 0.4, 0.7):
        train_on(model)
        out = model(x)                # (B, C)
        best.update(model, loss)
    fresh = small_model(D, C)
    y = best.restore(fresh)(x)        # (B, C)
    print(f"out {tuple(out.shape)}, of the best {tuple(y.shape)}")
    check(Best)


if __name__ == "__main__":
    main()
