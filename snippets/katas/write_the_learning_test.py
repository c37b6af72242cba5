"""Write a test that notices which parameters a loss never reaches.

You meet it in every training run: a part that gets no gradient stays as it
was made, while the rest learns and the loss falls.
"""

import torch
from torch import nn
from torch.nn import functional as F

MINUTES = 15
ERRORS = ("detached_in_the_middle", "constant_weights")
HINTS = (
    "After backward, what stands in .grad of a part that the loss never met?",
    "torch.autograd.grad(..., allow_unused=True) leaves .grad as it is.",
    "Of each parameter: requires_grad, its gradient is not None, and any().",
)


class Formula(nn.Module):
    """A function of layers as a model."""

    def __init__(self, function, *layers):
        super().__init__()
        self.function = function
        self.layers = nn.ModuleList(layers)

    def forward(self, x):
        return self.function(x, *self.layers)


def assert_all_learn(model, x):
    """Test that a loss on model(x) reaches every parameter of model.

    x is (B, D). Each parameter needs a gradient that is not zero everywhere,
    of a loss that you choose. A right model passes in silence; for a broken
    one an assert fails. .grad stays as it is. A layer in a plain list has no
    parameters of model: a test like this can't see it.
    """
    parameters = list(model.parameters())
    assert all(one.requires_grad for one in parameters)
    made = model(x)
    loss = F.mse_loss(made, torch.randn_like(made))     # ()
    grads = torch.autograd.grad(loss, parameters, allow_unused=True)
    assert all(grad is not None and grad.any() for grad in grads)


def verdict(test, model, x):
    """What a test says of a model."""
    try:
        test(model, x)
    except AssertionError:
        return "rejected"
    return "accepted"


def wrong_old_gradients(model, x):
    """An unused layer may still hold gradients of earlier: those are not of
    this loss. Take them from torch.autograd.grad."""
    made = model(x)
    F.mse_loss(made, torch.randn_like(made)).backward()
    for one in model.parameters():
        assert one.grad is not None and one.grad.any()


def wrong_gradients_left(model, x):
    """backward leaves its gradients in the model, and the next step takes
    them: torch.autograd.grad hands them to you alone."""
    model.zero_grad()
    made = model(x)
    F.mse_loss(made, torch.randn_like(made)).backward()
    for one in model.parameters():
        assert one.grad is not None and one.grad.any()


def wrong_all_thrown_away(model, x):
    """zero_grad also throws away what the caller had collected: don't touch
    .grad at all."""
    model.zero_grad()
    made = model(x)
    F.mse_loss(made, torch.randn_like(made)).backward()
    for one in model.parameters():
        assert one.grad is not None and one.grad.any()
    model.zero_grad()


def wrong_unused_raises(model, x):
    """autograd.grad raises where a parameter is not used, and that is no
    assert: with allow_unused=True its gradient is None."""
    parameters = list(model.parameters())
    assert all(one.requires_grad for one in parameters)
    made = model(x)
    loss = F.mse_loss(made, torch.randn_like(made))
    for grad in torch.autograd.grad(loss, parameters):
        assert grad.any()


def wrong_frozen_skipped(model, x):
    """You leave out what is frozen, and that is what you look for: each
    parameter has to learn."""
    parameters = [one for one in model.parameters() if one.requires_grad]
    made = model(x)
    loss = F.mse_loss(made, torch.randn_like(made))
    grads = torch.autograd.grad(loss, parameters, allow_unused=True)
    assert all(grad is not None and grad.any() for grad in grads)


def wrong_zeros_accepted(model, x):
    """A gradient may be there and all zeros, behind weights of zero: ask for
    grad.any() too."""
    parameters = list(model.parameters())
    assert all(one.requires_grad for one in parameters)
    made = model(x)
    loss = F.mse_loss(made, torch.randn_like(made))
    grads = torch.autograd.grad(loss, parameters, allow_unused=True)
    assert all(grad is not None for grad in grads)


def wrong_every_number(model, x):
    """A unit whose ReLU is off for this batch has zeros in its gradient, and
    that is fine: ask for any number, not for all."""
    parameters = list(model.parameters())
    assert all(one.requires_grad for one in parameters)
    made = model(x)
    loss = F.mse_loss(made, torch.randn_like(made))
    grads = torch.autograd.grad(loss, parameters, allow_unused=True)
    assert all(grad is not None and grad.all() for grad in grads)


def wrong_plain_sum(model, x):
    """A sum is blind where the output adds up to the same anyway: take a loss
    that wants other numbers, such as mse_loss to random ones."""
    parameters = list(model.parameters())
    assert all(one.requires_grad for one in parameters)
    loss = model(x).sum()
    grads = torch.autograd.grad(loss, parameters, allow_unused=True)
    assert all(grad is not None and grad.any() for grad in grads)


def wrong_some_learn(model, x):
    """One part that learns is not enough: ask for all parameters."""
    parameters = list(model.parameters())
    made = model(x)
    loss = F.mse_loss(made, torch.randn_like(made))
    learning = [one for one in parameters if one.requires_grad]
    grads = torch.autograd.grad(loss, learning, allow_unused=True)
    assert any(grad is not None and grad.any() for grad in grads)


def check(assert_all_learn):
    torch.manual_seed(0)
    B, D = 2, 5
    x = torch.randn(B, D)
    new = lambda: nn.Linear(D, D)

    model = nn.Sequential(nn.BatchNorm1d(D), new(), nn.Tanh(), new())
    said = verdict(assert_all_learn, model, x)
    assert said == "accepted", "a model in which all learn is accepted"
    off = new()
    nn.init.constant_(off.bias[:1], -99.0)
    said = verdict(assert_all_learn, nn.Sequential(off, nn.ReLU()), x)
    assert said == "accepted", "so is one with a unit that is off"
    centred = lambda x, f: f(x) - f(x).mean(dim=1, keepdim=True)
    said = verdict(assert_all_learn, Formula(centred, new()), x)
    assert said == "accepted", "so is one whose outputs add up to zero"

    cut = lambda x, f, g: g(f(x).detach())
    said = verdict(assert_all_learn, Formula(cut, new(), new()), x)
    assert said == "rejected", "rejected: a detach in the middle"
    data = lambda x, f, g: g(x @ f.weight.data + f.bias)
    said = verdict(assert_all_learn, Formula(data, new(), new()), x)
    assert said == "rejected", "rejected: a weight used through .data"
    frozen = nn.Sequential(new().requires_grad_(False), new())
    said = verdict(assert_all_learn, frozen, x)
    assert said == "rejected", "rejected: a frozen layer"
    zeros = nn.Sequential(new(), new())
    nn.init.zeros_(zeros[1].weight)
    said = verdict(assert_all_learn, zeros, x)
    assert said == "rejected", "rejected: a layer behind weights of zero"
    unused = Formula(lambda x, f, g: f(x), new(), new())
    said = verdict(assert_all_learn, unused, x)
    assert said == "rejected", "rejected: a layer that is not used"
    unused.layers[1](x).sum().backward()
    old = unused.layers[1].weight.grad.clone()
    said = verdict(assert_all_learn, unused, x)
    assert said == "rejected", "rejected: an unused one with old gradients"

    left = [one for one in model.parameters() if one.grad is not None]
    assert len(left) == 0, "no new gradients are left behind"
    kept = unused.layers[1].weight.grad
    assert kept is not None and kept.equal(old), "and the old ones are kept"


def main():
    B, D, K = 4, 6, 3
    x = torch.randn(B, D)                               # (B, D)
    model = nn.Sequential(nn.Linear(D, D), nn.ReLU(), nn.Linear(D, K))
    print(f"two layers: {verdict(assert_all_learn, model, x)}")
    model[0].requires_grad_(False)
    print(f"the first one frozen: {verdict(assert_all_learn, model, x)}")
    check(assert_all_learn)


if __name__ == "__main__":
    main()
