"""Carry a state from one piece of a long sequence to the next.

You meet it wherever a sequence is longer than its gradients may be: recurrent
language models, and agents that remember.
"""

import torch
from torch import nn
from torch.nn import functional as F

MINUTES = 10
HINTS = (
    "What do h and c hold besides numbers? Print h.grad_fn after a turn.",
    "A piece may begin with the numbers of the last one, without its graph.",
    "After the step: h, c = h.detach(), c.detach()",
)
ERRORS = ("backward_twice_hidden_state",)


def train(lstm, optimizer, pieces, h, c):
    """Mend this loop: it raises an error in its second turn.

    A long sequence comes in pieces, pairs of inputs x and targets y, each
    (L, B, D). Every piece takes one step, back through its own L places. The
    state, h and c of (1, B, D), goes on from piece to piece. Return the
    losses as plain numbers, then h and c.
    """
    losses = []
    for x, y in pieces:
        L, B, D = x.shape                  # (L, B, D)
        out, (h, c) = lstm(x, (h, c))
        loss = F.mse_loss(out, y)          # ()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        h = h.detach()                     # (1, B, D)
        c = c.detach()                     # (1, B, D)
        losses.append(loss.item())
    return losses, h, c


def wrong_start(lstm, optimizer, pieces, h, c):
    """h and c bring the graph of the last piece along, and backward has freed
    it. The state of an LSTM is a pair: detach both."""
    losses = []
    for x, y in pieces:
        out, (h, c) = lstm(x, (h, c))
        loss = F.mse_loss(out, y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses, h, c


def wrong_retain_graph(lstm, optimizer, pieces, h, c):
    """retain_graph keeps every old graph, and backward walks through all of
    them, into weights that step has changed since: detach the state."""
    losses = []
    for x, y in pieces:
        out, (h, c) = lstm(x, (h, c))
        loss = F.mse_loss(out, y)
        optimizer.zero_grad()
        loss.backward(retain_graph=True)
        optimizer.step()
        losses.append(loss.item())
    return losses, h, c


def wrong_zeros(lstm, optimizer, pieces, h, c):
    """Zeros have no graph, and no memory either: keep the numbers."""
    losses = []
    for x, y in pieces:
        out, (h, c) = lstm(x, (h, c))
        loss = F.mse_loss(out, y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        h, c = torch.zeros_like(h), torch.zeros_like(c)
        losses.append(loss.item())
    return losses, h.detach(), c.detach()


def wrong_first_state(lstm, optimizer, pieces, h, c):
    """Every piece begins with the first state: the new one has to go on."""
    losses = []
    for x, y in pieces:
        out, _ = lstm(x, (h, c))
        loss = F.mse_loss(out, y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses, h, c


def wrong_asked_again(lstm, optimizer, pieces, h, c):
    """This is the state of the weights after the step, and the piece is read
    twice: take the state that came with out."""
    losses = []
    for x, y in pieces:
        out, _ = lstm(x, (h, c))
        loss = F.mse_loss(out, y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        with torch.no_grad():
            _, (h, c) = lstm(x, (h, c))
        losses.append(loss.item())
    return losses, h, c


def wrong_one_step(lstm, optimizer, pieces, h, c):
    """All pieces share one backward and one step, and their graphs lie in
    memory until then: each piece takes a step of its own."""
    losses = []
    for x, y in pieces:
        out, (h, c) = lstm(x, (h, c))
        losses.append(F.mse_loss(out, y))
    optimizer.zero_grad()
    torch.stack(losses).sum().backward()
    optimizer.step()
    return [loss.item() for loss in losses], h.detach(), c.detach()


def wrong_error_swallowed(lstm, optimizer, pieces, h, c):
    """try hides the error: only the first piece has a gradient, and the
    others step without one."""
    losses = []
    for x, y in pieces:
        out, (h, c) = lstm(x, (h, c))
        loss = F.mse_loss(out, y)
        optimizer.zero_grad()
        try:
            loss.backward()
        except RuntimeError:
            pass
        optimizer.step()
        losses.append(loss.item())
    return losses, h.detach(), c.detach()


def wrong_shortened(lstm, optimizer, pieces, h, c):
    """Here each place of a piece is cut from the one before: only between
    pieces does the graph end."""
    losses = []
    for x, y in pieces:
        out = []
        for place in x.split(1):
            one, (h, c) = lstm(place, (h.detach(), c.detach()))
            out.append(one)
        loss = F.mse_loss(torch.cat(out), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses, h.detach(), c.detach()


def check(train):
    for L, B, D, turns in [(3, 2, 4, 3), (2, 1, 3, 1), (4, 3, 2, 2)]:
        torch.manual_seed(L)
        lstm = nn.LSTM(D, D)
        real = nn.LSTM(D, D)
        real.load_state_dict(lstm.state_dict())
        x, y = torch.randn(2, turns, L, B, D)
        h, c = torch.randn(2, 1, B, D)
        first, wanted, state = torch.cat([h, c]), [], (h, c)
        stepper = torch.optim.SGD(real.parameters(), lr=0.5)
        for turn in range(turns):
            out, state = real(x[turn], state)
            state = [torch.tensor(one.tolist()) for one in state]
            loss = (out - y[turn]).square().mean()
            stepper.zero_grad()
            loss.backward()
            stepper.step()
            wanted.append(loss.item())

        optimizer = torch.optim.SGD(lstm.parameters(), lr=0.5)
        made, new_h, new_c = train(lstm, optimizer, list(zip(x, y)), h, c)
        assert len(made) == turns, "there is a loss for every piece"
        kinds = {type(one).__name__ for one in made}
        assert kinds == {"float"}, "the losses are plain numbers"
        made, wanted = torch.tensor(made), torch.tensor(wanted)
        assert torch.allclose(made, wanted, atol=1e-5), (
            "the losses are those of a state that goes on")
        slope, right = lstm.weight_hh_l0.grad, real.weight_hh_l0.grad
        assert torch.allclose(slope, right, atol=1e-5), (
            "backward goes through all of a piece, and no further")
        weight, right = lstm.weight_ih_l0, real.weight_ih_l0
        assert torch.allclose(weight, right, atol=1e-5), (
            "every piece takes one step")
        both = torch.cat([new_h, new_c])
        assert both.shape == (2, B, D), "h and c are (1, B, D)"
        assert torch.allclose(both, torch.cat(state), atol=1e-5), (
            "h and c have the numbers that the last piece left")
        both = torch.cat([h, c])
        assert both.equal(first), "the first h and c are not changed"


def breaks():
    """The second piece walks back into the first."""
    L, B, D = 3, 2, 4
    lstm = nn.LSTM(D, D)
    sgd = torch.optim.SGD(lstm.parameters(), lr=0.5)
    x, y = torch.rand(2, 5, L, B, D)
    h, c = torch.zeros(2, 1, B, D)
    try:
        wrong_start(lstm, sgd, list(zip(x, y)), h, c)
    except RuntimeError as error:
        print(error)


def main():
    L, B, D = 6, 2, 4
    lstm = nn.LSTM(D, D)
    sgd = torch.optim.SGD(lstm.parameters(), lr=0.5)
    x = torch.rand(5, L, B, D)             # (5, L, B, D)
    y = x.roll(1, dims=1)                  # (5, L, B, D)
    h = torch.zeros(1, B, D)               # (1, B, D)
    c = torch.zeros(1, B, D)               # (1, B, D)
    losses, h, c = train(lstm, sgd, list(zip(x, y)), h, c)
    print(f"{len(losses)} pieces, and h is {tuple(h.shape)}")
    breaks()
    check(train)


if __name__ == "__main__":
    main()
