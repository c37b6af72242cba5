"""Teach a model one batch by heart, with AdamW and the mean squared error.

You meet both in the training of diffusion models, which compare a guess with
the noise. One batch is the first test for any model.
"""

import copy

import torch
from torch import nn
from torch.nn import functional as F

MINUTES = 10
HINTS = (
    "Before the loop: train mode, one optimizer, an empty list.",
    "model(x) is (B, 1) and y is (B,): make them one shape before mse_loss.",
    "Each turn: loss, zero_grad(), backward(), step(), append(loss.item()).",
)


def overfit(model, x, y, turns, lr):
    """Train a model on one batch with torch.optim.AdamW and F.mse_loss.

    x is (B, D), model(x) gives (B, 1), and the targets y are (B,). The model
    learns in train mode. Return the loss of each turn, a mean over the batch
    taken before its step, as a list of plain numbers.
    """
    B, D = x.shape                                # (B, D)
    optimizer = torch.optim.AdamW(model.parameters(), lr=lr)
    model.train()
    losses = []
    for turn in range(turns):
        guess = model(x)                          # (B, 1)
        loss = F.mse_loss(guess.squeeze(1), y)    # ()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def wrong_broadcast(model, x, y, turns, lr):
    """(B, 1) against (B,) broadcasts to (B, B), so each guess was compared
    with every target: squeeze the guess first."""
    optimizer = torch.optim.AdamW(model.parameters(), lr=lr)
    model.train()
    losses = []
    for turn in range(turns):
        loss = F.mse_loss(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def wrong_eval_mode(model, x, y, turns, lr):
    """The model learns in the mode it came in, and that may be eval: call
    model.train()."""
    optimizer = torch.optim.AdamW(model.parameters(), lr=lr)
    losses = []
    for turn in range(turns):
        loss = F.mse_loss(model(x).squeeze(1), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def wrong_no_zero_grad(model, x, y, turns, lr):
    """backward adds to .grad, so each step repeats all earlier ones: call
    zero_grad before it."""
    optimizer = torch.optim.AdamW(model.parameters(), lr=lr)
    model.train()
    losses = []
    for turn in range(turns):
        loss = F.mse_loss(model(x).squeeze(1), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def wrong_step_first(model, x, y, turns, lr):
    """step reads what backward has written, and in the first turn there is
    nothing yet: backward comes before step."""
    optimizer = torch.optim.AdamW(model.parameters(), lr=lr)
    model.train()
    losses = []
    for turn in range(turns):
        loss = F.mse_loss(model(x).squeeze(1), y)
        optimizer.step()
        optimizer.zero_grad()
        loss.backward()
        losses.append(loss.item())
    return losses


def wrong_zeroed_too_late(model, x, y, turns, lr):
    """zero_grad stands between backward and step, so step finds nothing."""
    optimizer = torch.optim.AdamW(model.parameters(), lr=lr)
    model.train()
    losses = []
    for turn in range(turns):
        loss = F.mse_loss(model(x).squeeze(1), y)
        loss.backward()
        optimizer.zero_grad()
        optimizer.step()
        losses.append(loss.item())
    return losses


def wrong_new_optimizer(model, x, y, turns, lr):
    """AdamW remembers the gradients of earlier turns, and a new one in each
    turn has forgotten them: make it before the loop."""
    model.train()
    losses = []
    for turn in range(turns):
        optimizer = torch.optim.AdamW(model.parameters(), lr=lr)
        loss = F.mse_loss(model(x).squeeze(1), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def wrong_lr_ignored(model, x, y, turns, lr):
    """The steps have AdamW's own size: hand it lr=lr."""
    optimizer = torch.optim.AdamW(model.parameters())
    model.train()
    losses = []
    for turn in range(turns):
        loss = F.mse_loss(model(x).squeeze(1), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def wrong_adam(model, x, y, turns, lr):
    """Adam has no weight decay of its own: the W in AdamW is for that."""
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    model.train()
    losses = []
    for turn in range(turns):
        loss = F.mse_loss(model(x).squeeze(1), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def wrong_sum(model, x, y, turns, lr):
    """A sum over the batch grows with B: leave mse_loss its mean."""
    optimizer = torch.optim.AdamW(model.parameters(), lr=lr)
    model.train()
    losses = []
    for turn in range(turns):
        loss = F.mse_loss(model(x).squeeze(1), y, reduction="sum")
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def wrong_graph_kept(model, x, y, turns, lr):
    """A loss in the list keeps its whole graph in memory: store loss.item()."""
    optimizer = torch.optim.AdamW(model.parameters(), lr=lr)
    model.train()
    losses = []
    for turn in range(turns):
        loss = F.mse_loss(model(x).squeeze(1), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss)
    return losses


def check(overfit):
    for B, D, turns, lr in [(1, 2, 1, 0.1), (2, 3, 4, 0.02), (5, 4, 3, 0.3)]:
        torch.manual_seed(B)
        x, y = torch.randn(B, D), torch.randn(B)
        layers = [nn.BatchNorm1d(D), nn.Linear(D, 1)]
        model = nn.Sequential(*layers[B == 1:]).eval()
        real = copy.deepcopy(model).train()
        stepper = torch.optim.AdamW(real.parameters(), lr=lr)
        wanted = []
        for turn in range(turns):
            loss = F.mse_loss(real(x), y.unsqueeze(1))
            stepper.zero_grad()
            loss.backward()
            stepper.step()
            wanted.append(loss.item())
        made = overfit(model, x, y, turns, lr)
        assert model.training, "the model is in train mode"
        assert len(made) == turns, "there is a loss for every turn"
        kinds = {type(one).__name__ for one in made}
        assert kinds == {"float"}, "the losses are plain numbers"
        made, wanted = torch.tensor(made), torch.tensor(wanted)
        assert torch.allclose(made[0], wanted[0], atol=1e-5), (
            "the first loss is right")
        assert torch.allclose(model[-1].weight, real[-1].weight, atol=1e-5), (
            "every turn takes one step of AdamW")
        assert torch.allclose(made, wanted, atol=1e-5), (
            "the losses are those of the way")


def main():
    B, D, hidden, turns = 16, 7, 33, 50
    layers = nn.Linear(D, hidden), nn.ReLU(), nn.Linear(hidden, 1)
    model = nn.Sequential(*layers)
    x = torch.randn(B, D)                         # (B, D)
    y = torch.randn(B)                            # (B,)
    losses = overfit(model, x, y, turns, lr=0.02)
    print(f"loss from {losses[0]:.2f} to {losses[-1]:.3f}")
    check(overfit)


if __name__ == "__main__":
    main()
