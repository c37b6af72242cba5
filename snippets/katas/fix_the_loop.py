"""Mend a training loop that runs without an error and doesn't learn.

You meet these five lines in every training script, and nothing warns you when
their order is wrong.
"""

import torch
from torch import nn
from torch.nn import functional as F

MINUTES = 10
HINTS = (
    "Say what each line reads and writes: logits, .grad, the parameters.",
    "cross_entropy wants bare logits; backward adds to .grad; step reads it.",
    "logits, loss, optimizer.zero_grad(), loss.backward(), optimizer.step()",
)


class SGD:
    """What torch.optim.SGD does, in two methods."""

    def __init__(self, parameters, lr):
        self.parameters, self.lr = list(parameters), lr

    def zero_grad(self):
        for one in self.parameters:
            one.grad = None

    @torch.no_grad()
    def step(self):
        for one in self.parameters:
            if one.grad is not None:
                one -= self.lr * one.grad


def train(model, optimizer, x, y, turns):
    """Mend this loop: three things are wrong. Don't write a new one.

    x is (B, D), the classes y are (B,), model(x) gives logits (B, K). Return
    the loss of each turn, before its step, as a list of plain numbers.
    """
    losses = []
    for turn in range(turns):
        logits = model(x)
        B, K = logits.shape                    # (B, K)
        loss = F.cross_entropy(logits, y)      # ()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def wrong_start(model, optimizer, x, y, turns):
    """cross_entropy does the softmax itself: give it the logits as they
    are. Then look at the order of the other lines."""
    losses = []
    for turn in range(turns):
        logits = model(x)
        loss = F.cross_entropy(logits.softmax(dim=1), y)
        optimizer.step()
        loss.backward()
        losses.append(loss.item())
    return losses


def wrong_step_first(model, optimizer, x, y, turns):
    """step reads what backward has written: in the first turn there is
    nothing yet, and later it is old. backward comes before step."""
    losses = []
    for turn in range(turns):
        loss = F.cross_entropy(model(x), y)
        optimizer.step()
        optimizer.zero_grad()
        loss.backward()
        losses.append(loss.item())
    return losses


def wrong_no_zero_grad(model, optimizer, x, y, turns):
    """backward adds to .grad, so each step repeats all earlier ones: call
    zero_grad before it."""
    losses = []
    for turn in range(turns):
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def wrong_zeroed_too_late(model, optimizer, x, y, turns):
    """zero_grad stands between backward and step, so step finds nothing."""
    losses = []
    for turn in range(turns):
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        optimizer.zero_grad()
        optimizer.step()
        losses.append(loss.item())
    return losses


def wrong_logits_once(model, optimizer, x, y, turns):
    """The model is asked only once, before the loop: each turn needs logits
    of the model as it is now."""
    logits = model(x)
    losses = []
    for turn in range(turns):
        loss = F.cross_entropy(logits, y)
        optimizer.zero_grad()
        loss.backward(retain_graph=True)
        optimizer.step()
        losses.append(loss.item())
    return losses


def wrong_graph_kept(model, optimizer, x, y, turns):
    """A loss in the list keeps its whole graph in memory: store loss.item()."""
    losses = []
    for turn in range(turns):
        loss = F.cross_entropy(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss)
    return losses


def wrong_last_loss(model, optimizer, x, y, turns):
    """Only the last loss is returned: keep one for each turn."""
    for turn in range(turns):
        loss = F.cross_entropy(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [loss.item()]


def wrong_sum(model, optimizer, x, y, turns):
    """The loss is the mean over the batch: a sum makes the steps B times as
    large."""
    losses = []
    for turn in range(turns):
        loss = F.cross_entropy(model(x), y, reduction="sum")
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def check(train):
    for B, D, K, turns in [(1, 2, 3, 2), (2, 3, 4, 1), (5, 4, 3, 6)]:
        torch.manual_seed(B)
        x, y = torch.randn(B, D), torch.randint(K, (B,))
        model = nn.Linear(D, K)
        weight, bias = (one.detach().clone() for one in model.parameters())
        wanted = []
        for turn in range(turns):
            chances = (x @ weight.mT + bias).softmax(dim=1)
            right = chances.gather(1, y.unsqueeze(1))
            wanted.append(-right.log().mean().item())
            slope = (chances - F.one_hot(y, K)) / B
            weight = weight - 0.5 * slope.mT @ x
            bias = bias - 0.5 * slope.sum(dim=0)
        optimizer = SGD(model.parameters(), lr=0.5)
        made = train(model, optimizer, x, y, turns)
        assert len(made) == turns, "there is a loss for every turn"
        kinds = {type(one).__name__ for one in made}
        assert kinds == {"float"}, "the losses are plain numbers"
        made, wanted = torch.tensor(made), torch.tensor(wanted)
        assert torch.allclose(made[0], wanted[0], atol=1e-6), (
            "the first loss is right")
        assert torch.allclose(model.bias, bias, atol=1e-6), (
            "every turn takes one step")
        assert torch.allclose(model.weight, weight, atol=1e-6), (
            "every step is downhill")
        assert torch.allclose(made, wanted, atol=1e-6), (
            "the losses are those of the way")


def main():
    B, D, K, turns = 16, 7, 5, 30
    model = nn.Linear(D, K)
    optimizer = SGD(model.parameters(), lr=0.5)
    x = torch.randn(B, D)                      # (B, D)
    y = torch.randint(K, (B,))                 # (B,)
    losses = train(model, optimizer, x, y, turns)
    print(f"loss from {losses[0]:.2f} to {losses[-1]:.2f}")
    check(train)


if __name__ == "__main__":
    main()
