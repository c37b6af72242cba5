"""Write a test that notices when samples of a batch look at each other.

You meet it in your own models: a result that changes with its neighbours is
good in training, and wrong for the one image that somebody sends.
"""

import torch
from torch import nn

MINUTES = 15
ERRORS = ("batch_first_forgotten", "squeeze_takes_the_batch")
HINTS = (
    "What should a sample's output be when the sample is alone in its batch?",
    "model(x) once, in eval; then model(sample) for each sample of x.split(1).",
    "torch.testing.assert_close compares shapes too, and forgives rounding.",
)


class Formula(nn.Module):
    """A function as a model."""

    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, x):
        return self.function(x)


def assert_alone_is_the_same(model, x):
    """Test that model gives each sample of x what it gives that sample alone.

    x is (B, L, D), and a result is (B, ...). Compare in eval mode; then the
    model goes on in the mode it was in. A right model passes in silence, up
    to rounding; for a broken one an assert fails.
    """
    was = model.training
    model.eval()
    for sample, among in zip(x.split(1), model(x).split(1)):
        torch.testing.assert_close(model(sample), among)
    model.train(was)


def verdict(test, model, x):
    """What a test says of a model."""
    try:
        test(model, x)
    except AssertionError:
        return "rejected"
    return "accepted"


def wrong_no_eval(model, x):
    """In train mode a batch norm takes the mean of the batch, and dropout
    throws dice: call model.eval() first."""
    together = model(x)
    for b in range(len(x)):
        torch.testing.assert_close(model(x[b:b + 1])[0], together[b])


def wrong_left_in_eval(model, x):
    """After your test the model is still in eval, and trains on without
    dropout: put it back into the mode it was in."""
    model.eval()
    together = model(x)
    for b in range(len(x)):
        torch.testing.assert_close(model(x[b:b + 1])[0], together[b])


def wrong_equal(model, x):
    """A batch of another size may be added up in another order, so the last
    digits differ: allow for rounding."""
    was = model.training
    model.eval()
    together = model(x)
    for b in range(len(x)):
        assert model(x[b:b + 1])[0].equal(together[b])
    model.train(was)


def wrong_first_sample(model, x):
    """The first sample may be the one that sees no other: test each of
    them."""
    was = model.training
    model.eval()
    torch.testing.assert_close(model(x[:1])[0], model(x)[0])
    model.train(was)


def wrong_other_order(model, x):
    """The samples in another order are still the same company, with the same
    mean: leave the others out."""
    was = model.training
    model.eval()
    turned = model(x.flip(0))
    torch.testing.assert_close(turned.flip(0), model(x))
    model.train(was)


def wrong_twice(model, x):
    """The same batch twice gives the same twice, however its samples mix:
    compare with a batch of one."""
    was = model.training
    model.eval()
    torch.testing.assert_close(model(x), model(x))
    model.train(was)


def wrong_broadcast(model, x):
    """allclose broadcasts, so a result whose first dim is gone still fits:
    compare the shapes as well."""
    was = model.training
    model.eval()
    together = model(x)
    for b in range(len(x)):
        alone = model(x[b:b + 1])
        assert torch.allclose(alone, together[b:b + 1], atol=1e-5)
    model.train(was)


def wrong_loose(model, x):
    """0.1 is no rounding: a leak that small gets through. 1e-5 is enough."""
    was = model.training
    model.eval()
    together = model(x)
    for b in range(len(x)):
        alone = model(x[b:b + 1])[0]
        torch.testing.assert_close(alone, together[b], atol=0.1, rtol=0)
    model.train(was)


def check(assert_alone_is_the_same):
    torch.manual_seed(0)
    B, L, D = 4, 3, 6
    x = torch.randn(B, L, D) + 1

    right = nn.Sequential(nn.Linear(D, D), nn.LayerNorm(D), nn.Dropout(0.5))
    said = verdict(assert_alone_is_the_same, right.eval(), x)
    assert said == "accepted", "a norm over the features is accepted"
    assert not right.training, "a model in eval mode is left in it"
    right = nn.Sequential(nn.Linear(D, D), nn.BatchNorm1d(L), nn.Dropout(0.5))
    said = verdict(assert_alone_is_the_same, right, x)
    assert said == "accepted", "so is batch norm, which uses old means in eval"
    assert right.training, "and a model in train mode trains on"
    turned = lambda x: x if len(x) > 1 else x.flip(2)
    right = Formula(lambda x: sum(turned(x).unbind(2)))
    said = verdict(assert_alone_is_the_same, right, x)
    assert said == "accepted", "so is a sum that adds in another order"

    norm = nn.BatchNorm1d(L, track_running_stats=False)
    said = verdict(assert_alone_is_the_same, norm, x)
    assert said == "rejected", "rejected: the batch's mean, in eval too"
    softmax = nn.Sequential(nn.Linear(D, D), nn.Softmax(dim=0))
    said = verdict(assert_alone_is_the_same, softmax, x)
    assert said == "rejected", "rejected: a softmax over the batch"
    mha = nn.MultiheadAttention(D, 2)
    attention = Formula(lambda x: mha(x, x, x)[0])
    said = verdict(assert_alone_is_the_same, attention, x)
    assert said == "rejected", "rejected: attention without batch_first"
    little = Formula(lambda x: x - x.mean(dim=0) / 100)
    said = verdict(assert_alone_is_the_same, little, x)
    assert said == "rejected", "rejected: a hundredth of the batch's mean"
    before = Formula(lambda x: x.cumsum(dim=0))
    said = verdict(assert_alone_is_the_same, before, x)
    assert said == "rejected", "rejected: each sees those before it"
    after = Formula(lambda x: x + torch.cat([x[1:], x[:1] * 0]))
    said = verdict(assert_alone_is_the_same, after, x)
    assert said == "rejected", "rejected: each sees the one after it"
    squeezed = Formula(lambda x: x.mean(dim=1).squeeze())
    said = verdict(assert_alone_is_the_same, squeezed, x)
    assert said == "rejected", "rejected: squeeze, which takes a batch of one"


def main():
    B, L, D = 5, 7, 8
    x = torch.randn(B, L, D)                    # (B, L, D)
    attention = nn.MultiheadAttention(D, 2)
    wrong = Formula(lambda x: attention(x, x, x)[0])
    said = verdict(assert_alone_is_the_same, wrong, x)
    print(f"attention without batch_first: {said}")
    check(assert_alone_is_the_same)


if __name__ == "__main__":
    main()
