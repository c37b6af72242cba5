"""Keep a loss on the graph, from the logits to the number.

You meet it in every loss that is made of parts: one of them drops out without
a word, while the others still teach.
"""

import torch
from torch.nn import functional as F

MINUTES = 10
HINTS = (
    "Which lines give a plain number, or a whole one? There the graph ends.",
    "argmax has no slope. A mean of the classes, weighted by chances, has.",
    "expected = (logits.softmax(dim=1) * torch.arange(K)).sum(dim=1)",
)
ERRORS = ("loss_from_numbers", "argmax_in_the_loss")


def age_loss(logits, y):
    """Mend this loss: backward stops at it, and half of it has no slope.

    The classes are in order, like years of age. logits is (B, K), y (B,). The
    loss is the cross entropy plus the mean distance, over the batch, of y
    from the expected class: the sum of k times the chance of k. Return it as
    one tensor (), ready for backward.
    """
    B, K = logits.shape                     # (B, K)
    entropy = F.cross_entropy(logits, y)    # ()
    chances = logits.softmax(dim=1)         # (B, K)
    ages = torch.arange(K).to(chances)      # (K,)
    expected = chances @ ages               # (B, K) @ (K,) = (B,)
    distance = (expected - y).abs()         # (B,)
    return entropy + distance.mean()        # ()


def wrong_start(logits, y):
    """.item() gives numbers, and torch.tensor builds a tensor without a past:
    add the tensors themselves. And argmax has no slope: weigh the classes."""
    entropy = F.cross_entropy(logits, y).item()
    expected = logits.argmax(dim=1)
    distance = (expected - y).abs().float().mean().item()
    return torch.tensor(entropy + distance)


def wrong_requires_grad(logits, y):
    """requires_grad=True begins a graph at this number: backward runs, and
    nothing gets to the logits."""
    entropy = F.cross_entropy(logits, y).item()
    expected = logits.argmax(dim=1)
    distance = (expected - y).abs().float().mean().item()
    return torch.tensor(entropy + distance, requires_grad=True)


def wrong_argmax(logits, y):
    """backward runs, and only the first half teaches: argmax answers in whole
    numbers, and those have no slope."""
    expected = logits.argmax(dim=1)
    distance = (expected - y).abs().float()
    return F.cross_entropy(logits, y) + distance.mean()


def wrong_rounded(logits, y):
    """round makes whole numbers again, with a slope of 0: leave the expected
    class between two classes."""
    chances = logits.softmax(dim=1)
    ages = torch.arange(logits.shape[1]).to(chances)
    distance = ((chances @ ages).round() - y).abs()
    return F.cross_entropy(logits, y) + distance.mean()


def wrong_item_left(logits, y):
    """The sum is right, and it is a number: no .item() before backward."""
    chances = logits.softmax(dim=1)
    ages = torch.arange(logits.shape[1]).to(chances)
    distance = (chances @ ages - y).abs().mean()
    return torch.tensor(F.cross_entropy(logits, y).item() + distance.item())


def wrong_half_left(logits, y):
    """One .item() is left: the distance is added as a number, and teaches
    nothing."""
    chances = logits.softmax(dim=1)
    ages = torch.arange(logits.shape[1]).to(chances)
    distance = (chances @ ages - y).abs().mean()
    return F.cross_entropy(logits, y) + distance.item()


def wrong_other_half_left(logits, y):
    """One .item() is left: the cross entropy is added as a number, and teaches
    nothing."""
    chances = logits.softmax(dim=1)
    ages = torch.arange(logits.shape[1]).to(chances)
    distance = (chances @ ages - y).abs().mean()
    return F.cross_entropy(logits, y).item() + distance


def wrong_half_lost(logits, y):
    """The distance is gone: mend it, and keep it."""
    return F.cross_entropy(logits, y)


def wrong_bare_logits(logits, y):
    """Logits are no chances: softmax first."""
    ages = torch.arange(logits.shape[1]).to(logits)
    distance = (logits @ ages - y).abs()
    return F.cross_entropy(logits, y) + distance.mean()


def wrong_mean_first(logits, y):
    """The mean comes last: what is too high in one sample must not make up
    for what is too low in another."""
    chances = logits.softmax(dim=1)
    ages = torch.arange(logits.shape[1]).to(chances)
    distance = (chances @ ages - y).mean().abs()
    return F.cross_entropy(logits, y) + distance


def check(age_loss):
    for B, K in [(1, 2), (2, 4), (5, 3)]:
        torch.manual_seed(K)
        logits = torch.randn(B, K, requires_grad=True)
        y = torch.randint(K, (B,))
        loss = age_loss(logits, y)
        assert isinstance(loss, torch.Tensor), "the loss is a tensor"
        assert loss.shape == (), "it is a single number, ()"
        assert loss.requires_grad, "it has a graph to go back through"

        with torch.no_grad():
            ages = torch.arange(K).float()
            powers = logits.exp()
            chances = powers / powers.sum(dim=1, keepdim=True)
            own = F.one_hot(y, K)
            expected = (chances * ages).sum(dim=1, keepdim=True)
            off = expected - y.unsqueeze(1)
            wanted = off.abs().mean() - (chances * own).sum(1).log().mean()
            slope = chances - own + off.sign() * chances * (ages - expected)
        loss.backward()
        taught = logits.grad is not None
        assert taught, "backward gets to the logits"
        assert torch.allclose(loss, wanted, atol=1e-5), (
            "the loss is the cross entropy plus the distance")
        assert torch.allclose(logits.grad, slope / B, atol=1e-5), (
            "both halves teach the logits")


def breaks():
    """The loss knows nothing of the logits."""
    B, K = 4, 6
    logits = torch.randn(B, K, requires_grad=True)
    y = torch.randint(K, (B,))
    try:
        wrong_start(logits, y).backward()
    except RuntimeError as error:
        print(error)


def main():
    B, K = 4, 6
    logits = torch.randn(B, K, requires_grad=True)   # (B, K)
    y = torch.randint(K, (B,))              # (B,)
    loss = age_loss(logits, y)              # ()
    loss.backward()
    slope = logits.grad                     # (B, K)
    print(f"loss {loss.item():.2f}, gradient {tuple(slope.shape)}")
    breaks()
    check(age_loss)


if __name__ == "__main__":
    main()
