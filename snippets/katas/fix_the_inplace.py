"""Let backward find the numbers that it needs.

You meet it where code saves memory: a write into a tensor is quick, and
backward may have wanted what was there.
"""

import torch

MINUTES = 8
HINTS = (
    "Which lines write into a tensor that is there already? There are two.",
    "sigmoid keeps what it made, and a product keeps both of its factors.",
    "gate.clamp(min=floor) makes a new tensor, and so does x + gate * x.",
)
ERRORS = ("skip_added_in_place", "write_after_activation")


def gated(x, scores, floor):
    """Mend this: its numbers are right, and backward can't get through it.

    x is (B, L, D), with a score for each token in scores (B, L). The gate is
    sigmoid(score), but never below floor. Return x + gate * x, (B, L, D), and
    leave what came in as it is.
    """
    B, L, D = x.shape               # (B, L, D)
    gate = scores.sigmoid()         # (B, L)
    gate = gate.clamp(min=floor)    # (B, L)
    gate = gate.unsqueeze(-1)       # (B, L, 1)
    return x + gate * x             # (B, L, D)


def wrong_start(x, scores, floor):
    """x += writes over the x that gate * x keeps for backward, and then
    gate[...] = over what sigmoid keeps: make a new tensor each time."""
    gate = scores.sigmoid()
    gate[gate < floor] = floor
    gate = gate.unsqueeze(-1)
    x += gate * x
    return x


def wrong_gate_left(x, scores, floor):
    """One write is left: sigmoid works its slope out of what it made, and
    gate[...] = has changed that. Clamp into a new tensor."""
    gate = scores.sigmoid()
    gate[gate < floor] = floor
    gate = gate.unsqueeze(-1)
    return x + gate * x


def wrong_data(x, scores, floor):
    """Through .data nobody notices the write, and backward takes the floor for
    what sigmoid made: scores below the floor get a gradient."""
    gate = scores.sigmoid()
    gate.data[gate < floor] = floor
    gate = gate.unsqueeze(-1)
    return x + gate * x


def wrong_data_of_x(x, scores, floor):
    """x.data += is an addition that no graph knows of: no gradient reaches
    the scores, and the caller's x is written to."""
    gate = scores.sigmoid().clamp(min=floor)
    x.data += gate.unsqueeze(-1) * x.data
    return x


def wrong_detached(x, scores, floor):
    """detach cuts the gate off: the error is gone, and so is the gradient of
    the scores."""
    gate = scores.sigmoid().detach()
    gate[gate < floor] = floor
    gate = gate.unsqueeze(-1)
    return x + gate * x


def wrong_input_cut(x, scores, floor):
    """x was cut off its graph: it is where the gradient should go on to the
    layers before."""
    x = x.detach()
    gate = scores.sigmoid().clamp(min=floor)
    gate = gate.unsqueeze(-1)
    return x + gate * x


def wrong_skip_only(x, scores, floor):
    """The skip is cut: x + is half of the gradient of x."""
    gate = scores.sigmoid().clamp(min=floor)
    gate = gate.unsqueeze(-1)
    return x.detach() + gate * x


def wrong_scores_overwritten(x, scores, floor):
    """The underscore of sigmoid_ and clamp_ writes into the caller's scores."""
    gate = scores.sigmoid_().clamp(min=floor)
    gate = gate.unsqueeze(-1)
    return x + gate * x


def wrong_floor_lost(x, scores, floor):
    """The floor got lost: the line that sets it has to be mended."""
    gate = scores.sigmoid().unsqueeze(-1)
    return x + gate * x


def wrong_skip_lost(x, scores, floor):
    """+= was an addition: x + gate * x."""
    gate = scores.sigmoid().clamp(min=floor)
    return gate.unsqueeze(-1) * x


def check(gated):
    for B, L, D, floor in [(1, 2, 3, 0.5), (2, 3, 4, 0.2), (3, 5, 2, 0.6)]:
        torch.manual_seed(L)
        first = torch.randn(B, L, D, requires_grad=True)
        score = torch.linspace(-2, 2, B * L).reshape(B, L).requires_grad_()
        x, scores = first * 1, score * 1
        made = gated(x, scores, floor)
        sigmoid = 1 / (1 + (-score).exp())
        high = sigmoid > floor
        factor = 1 + torch.where(high, sigmoid, floor).unsqueeze(-1)
        assert made.shape == (B, L, D), "the shape is (B, L, D)"
        assert torch.allclose(made, first * factor), "the numbers stay"

        way = torch.randn(B, L, D)
        made.backward(way)
        slope = torch.zeros_like(x) if first.grad is None else first.grad
        assert torch.allclose(slope, way * factor), (
            "x gets its gradient, through the skip and the product")
        slope = high * sigmoid * (1 - sigmoid) * (way * first).sum(dim=-1)
        own = torch.zeros_like(score) if score.grad is None else score.grad
        assert torch.allclose(own, slope, atol=1e-6), (
            "the scores get theirs, but those below the floor get 0")
        assert x.equal(first), "the x that came in is not changed"
        assert scores.equal(score), "the scores that came in are not changed"


def breaks():
    """backward looks for the x that was overwritten."""
    B, L, D = 2, 3, 4
    scores = torch.randn(B, L, requires_grad=True)
    x = torch.rand(B, L, D)
    try:
        wrong_start(x, scores, floor=0.2).sum().backward()
    except RuntimeError as error:
        print(error)


def main():
    B, L, D = 2, 5, 4
    scores = torch.randn(B, L, requires_grad=True)   # (B, L)
    x = torch.rand(B, L, D)         # (B, L, D)
    y = gated(x, scores, 0.3)       # (B, L, D)
    y.sum().backward()
    slope = scores.grad             # (B, L)
    print(f"out {tuple(y.shape)}, gradient {tuple(slope.shape)}")
    breaks()
    check(gated)


if __name__ == "__main__":
    main()
