"""Keep a causal mask in a module, so that it moves along and is not trained.

You meet it in every GPT: nanoGPT keeps one mask for its longest text, and cuts
it to the tokens at hand.
"""

import torch
from torch import nn

MINUTES = 8
HINTS = (
    "A query may look back: in row i the places 0 to i are allowed.",
    "torch.ones(...).tril() is that triangle. register_buffer keeps it.",
    "scores.masked_fill(~self.mask[:L, :L], float('-inf'))",
)


class CausalMask(nn.Module):
    """Hide the future in attention scores (B, nh, L, L), for L up to `most`.

    Query i may see the keys 0 to i; every other score becomes -inf. Make the
    mask (most, most) once, in __init__, and keep it as a buffer.
    """

    def __init__(self, most):
        super().__init__()
        ones = torch.ones(most, most, dtype=torch.bool)    # (most, most)
        self.register_buffer("mask", ones.tril())

    def forward(self, scores):
        B, nh, L, L = scores.shape                         # (B, nh, L, L)
        seen = self.mask[:L, :L]                           # (L, L)
        return scores.masked_fill(~seen, float("-inf"))    # (B, nh, L, L)


class wrong_plain_tensor(nn.Module):
    """A plain tensor stays behind when the module moves: register_buffer."""

    def __init__(self, most):
        super().__init__()
        self.mask = torch.ones(most, most, dtype=torch.bool).tril()

    def forward(self, scores):
        L = scores.shape[-1]
        return scores.masked_fill(~self.mask[:L, :L], float("-inf"))


class wrong_parameter(nn.Module):
    """A Parameter would be trained, and a mask is nothing to learn."""

    def __init__(self, most):
        super().__init__()
        self.mask = nn.Parameter(torch.ones(most, most).tril())

    def forward(self, scores):
        L = scores.shape[-1]
        return scores.masked_fill(self.mask[:L, :L] == 0, float("-inf"))


class wrong_whole_mask(nn.Module):
    """The mask is as large as the longest text: cut it to L x L first."""

    def __init__(self, most):
        super().__init__()
        ones = torch.ones(most, most, dtype=torch.bool)
        self.register_buffer("mask", ones.tril())

    def forward(self, scores):
        return scores.masked_fill(~self.mask, float("-inf"))


class wrong_past_hidden(nn.Module):
    """This hides the past: the mask holds what may be seen, so turn it round
    with ~ before you fill."""

    def __init__(self, most):
        super().__init__()
        ones = torch.ones(most, most, dtype=torch.bool)
        self.register_buffer("mask", ones.tril())

    def forward(self, scores):
        L = scores.shape[-1]
        return scores.masked_fill(self.mask[:L, :L], float("-inf"))


class wrong_itself_hidden(nn.Module):
    """A query sees itself too: the diagonal belongs to the past."""

    def __init__(self, most):
        super().__init__()
        ones = torch.ones(most, most, dtype=torch.bool)
        self.register_buffer("mask", ones.tril(-1))

    def forward(self, scores):
        L = scores.shape[-1]
        return scores.masked_fill(~self.mask[:L, :L], float("-inf"))


class wrong_zeros(nn.Module):
    """A score of 0 still counts: softmax makes exp(0) = 1 of it. Fill -inf."""

    def __init__(self, most):
        super().__init__()
        ones = torch.ones(most, most, dtype=torch.bool)
        self.register_buffer("mask", ones.tril())

    def forward(self, scores):
        L = scores.shape[-1]
        return scores.masked_fill(~self.mask[:L, :L], 0.0)


class wrong_in_place(nn.Module):
    """The underscore of masked_fill_ overwrites the caller's scores."""

    def __init__(self, most):
        super().__init__()
        ones = torch.ones(most, most, dtype=torch.bool)
        self.register_buffer("mask", ones.tril())

    def forward(self, scores):
        L = scores.shape[-1]
        return scores.masked_fill_(~self.mask[:L, :L], float("-inf"))


class wrong_float_mask(nn.Module):
    """Adding a float32 mask turns half precision scores into float32: let
    masked_fill do it, or bring the mask to scores.dtype."""

    def __init__(self, most):
        super().__init__()
        hidden = torch.full((most, most), float("-inf")).triu(1)
        self.register_buffer("mask", hidden)

    def forward(self, scores):
        L = scores.shape[-1]
        return scores + self.mask[:L, :L]


def check(CausalMask):
    for B, nh, L, most in [(1, 1, 2, 2), (2, 1, 3, 5), (1, 3, 4, 7)]:
        model = CausalMask(most)
        scores = torch.arange(1.0, B * nh * L * L + 1).reshape(B, nh, L, L)
        given = scores.clone()
        wanted = given.clone()
        for i in range(L):
            wanted[:, :, i, i + 1:] = float("-inf")

        made = model(given)
        assert made.shape == (B, nh, L, L), "the shape is (B, nh, L, L)"
        assert made.equal(wanted), "query i sees the keys 0 to i and no others"
        assert given.equal(scores), "the scores that came in are not changed"
        trained = len(list(model.parameters()))
        assert trained == 0, "there is nothing to train"
        shapes = [tuple(one.shape) for one in model.buffers()]
        assert shapes == [(most, most)], "there is one buffer, the mask"
        half = model(scores.half())
        assert half.dtype == torch.float16, "the dtype is that of the scores"


def main():
    B, nh, L, most = 2, 3, 4, 6
    model = CausalMask(most)
    scores = torch.randn(B, nh, L, L)                      # (B, nh, L, L)
    weights = model(scores).softmax(dim=-1)                # (B, nh, L, L)
    print(weights[0, 0])
    check(CausalMask)


if __name__ == "__main__":
    main()
