"""Write a test that notices when a model reads the future.

You meet it in every model that predicts what comes next: if it can look, it
copies, the loss is wonderful, and it writes noise.
"""

import torch
from torch.nn import functional as F

MINUTES = 15
ERRORS = ("no_causal_mask", "conv_sees_the_future")
HINTS = (
    "If you change token t, which outputs may move, and which may not?",
    "Clone x, give token t other numbers, and run the model again.",
    "For each t, made[:, :t] has to be close to before[:, :t].",
)


def assert_causal(model, x):
    """Test that no output of model depends on a later token.

    x and model(x) are (B, L, D). Output t may depend on the tokens 0 to t. A
    right model passes in silence, up to rounding; for a broken one an assert
    fails. x stays as it is.
    """
    before = model(x)
    B, L, D = x.shape                           # (B, L, D)
    for t in range(L):
        other = x.clone()                       # (B, L, D)
        other[:, t] = -x[:, t]                  # (B, D)
        made = model(other)[:, :t]              # (B, t, D)
        torch.testing.assert_close(made, before[:, :t])


def verdict(test, model, x):
    """What a test says of a model."""
    try:
        test(model, x)
    except AssertionError:
        return "rejected"
    return "accepted"


def attend(x, seen):
    """Attention of x (B, L, D) to itself, as far as the mask `seen` allows."""
    B, L, D = x.shape                           # (B, L, D)
    scores = x @ x.mT / D ** 0.5                # (B, L, L)
    hidden = scores.masked_fill(~seen[:L, :L], float("-inf"))
    return hidden.softmax(dim=2) @ x


def wrong_itself(model, x):
    """Output t may see token t: look only at the outputs before it."""
    before = model(x)
    for t in range(x.shape[1]):
        other = x.clone()
        other[:, t] = -x[:, t]
        made = model(other)[:, :t + 1]
        torch.testing.assert_close(made, before[:, :t + 1])


def wrong_no_copy(model, x):
    """This writes into x, so at the next t the older changes are still there:
    clone it each time."""
    before = model(x)
    for t in range(x.shape[1]):
        other = x
        other[:, t] = -x[:, t]
        made = model(other)[:, :t]
        torch.testing.assert_close(made, before[:, :t])


def wrong_nan(model, x):
    """0 * nan is nan, so a weight of 0 lets it through, and right attention
    is rejected: take ordinary numbers."""
    before = model(x)
    for t in range(x.shape[1]):
        other = x.clone()
        other[:, t] = float("nan")
        made = model(other)[:, :t]
        torch.testing.assert_close(made, before[:, :t])


def wrong_equal(model, x):
    """A right model may take the future in and out again, and rounding is
    left: compare with a tolerance."""
    before = model(x)
    for t in range(x.shape[1]):
        other = x.clone()
        other[:, t] = -x[:, t]
        assert model(other)[:, :t].equal(before[:, :t])


def wrong_loose(model, x):
    """0.1 is no rounding: a leak that small gets through. 1e-5 is enough."""
    before = model(x)
    for t in range(x.shape[1]):
        other = x.clone()
        other[:, t] = -x[:, t]
        made = model(other)[:, :t]
        torch.testing.assert_close(made, before[:, :t], atol=0.1, rtol=0)


def wrong_plus_one(model, x):
    """A layer norm takes away what you add to all features alike: change
    them in another way."""
    before = model(x)
    for t in range(x.shape[1]):
        other = x.clone()
        other[:, t] += 1
        made = model(other)[:, :t]
        torch.testing.assert_close(made, before[:, :t])


def wrong_last_only(model, x):
    """Only the last token is changed, and the leak may come from another:
    change each in turn."""
    before = model(x)
    other = x.clone()
    other[:, -1] = -x[:, -1]
    made = model(other)[:, :-1]
    torch.testing.assert_close(made, before[:, :-1])


def wrong_stops_early(model, x):
    """The last token is never changed: range(L) goes up to L - 1."""
    before = model(x)
    for t in range(x.shape[1] - 1):
        other = x.clone()
        other[:, t] = -x[:, t]
        made = model(other)[:, :t]
        torch.testing.assert_close(made, before[:, :t])


def wrong_one_before(model, x):
    """A leak may reach further back than one token: look at all outputs
    before t."""
    before = model(x)
    for t in range(1, x.shape[1]):
        other = x.clone()
        other[:, t] = -x[:, t]
        made = model(other)[:, t - 1]
        torch.testing.assert_close(made, before[:, t - 1])


def check(assert_causal):
    torch.manual_seed(0)
    B, L, D = 2, 5, 3
    x = torch.randn(B, L, D)
    given, past = x.clone(), torch.ones(L, L).tril() > 0

    count = lambda x: torch.ones_like(x).cumsum(dim=1)
    mean = lambda x: x.cumsum(dim=1) / count(x)
    said = verdict(assert_causal, mean, x)
    assert said == "accepted", "a mean of all tokens so far is accepted"
    assert x.equal(given), "x stays as it is"
    said = verdict(assert_causal, lambda x: attend(x, past), x)
    assert said == "accepted", "so is attention with a causal mask"
    weight = torch.randn(D, D, 3)
    conv = lambda x: F.conv1d(F.pad(x.mT, (3, -1)), weight).mT
    said = verdict(assert_causal, conv, x)
    assert said == "accepted", "so is a convolution over the tokens before"
    later = lambda x: x.flip(1).cumsum(dim=1).flip(1) - x
    rest = lambda x: x.sum(dim=1, keepdim=True) - later(x)
    said = verdict(assert_causal, rest, x)
    assert said == "accepted", "so is a sum of all, less what comes later"

    said = verdict(assert_causal, lambda x: attend(x, past | True), x)
    assert said == "rejected", "rejected: attention without a mask"
    by_one = torch.ones(L, L).tril(1) > 0
    said = verdict(assert_causal, lambda x: attend(x, by_one), x)
    assert said == "rejected", "rejected: a mask off by one"
    said = verdict(assert_causal, lambda x: attend(x, past.mT), x)
    assert said == "rejected", "rejected: a mask that is transposed"
    both = lambda x: F.conv1d(x.mT, weight, padding=1).mT
    said = verdict(assert_causal, both, x)
    assert said == "rejected", "rejected: a convolution padded on both sides"
    little = lambda x: x - x.mean(dim=1, keepdim=True) / 100
    said = verdict(assert_causal, little, x)
    assert said == "rejected", "rejected: a hundredth of the mean over time"
    normed = lambda x: x + F.layer_norm(x, (D,)).mean(dim=1, keepdim=True)
    said = verdict(assert_causal, normed, x)
    assert said == "rejected", "rejected: a mean over time after a norm"
    first = lambda x, k: x[:, :1] + x[:, k:k + 1].sum(dim=1, keepdim=True)
    second = lambda x: torch.cat([first(x, 1), x[:, 1:]], dim=1)
    said = verdict(assert_causal, second, x)
    assert said == "rejected", "rejected: the first token sees the second"
    third = lambda x: torch.cat([first(x, 2), x[:, 1:]], dim=1)
    said = verdict(assert_causal, third, x)
    assert said == "rejected", "rejected: the first token sees the third"
    longer = torch.randn(B, L + 2, D)
    said = verdict(assert_causal, lambda x: x + x[:, -1:], longer)
    assert said == "rejected", "rejected: each token sees the last"


def main():
    B, L, D = 3, 6, 4
    x = torch.randn(B, L, D)                    # (B, L, D)
    ones = torch.ones(L, L)                     # (L, L)
    said = verdict(assert_causal, lambda x: attend(x, ones > 0), x)
    print(f"attention without a mask: {said}")
    said = verdict(assert_causal, lambda x: attend(x, ones.tril() > 0), x)
    print(f"with a causal mask: {said}")
    check(assert_causal)


if __name__ == "__main__":
    main()
