"""Turn the last logits of a GPT into the chances to draw the next token from.

You meet it in the sampling loop of every GPT, followed by torch.multinomial.
"""

import torch

MINUTES = 10
HINTS = (
    "Only the last place says what comes next: logits[:, -1] is (B, V).",
    "The smallest of the k best is a threshold: topk(k).values[:, -1:].",
    "masked_fill(last < least, float('-inf')), / temperature, softmax.",
)


def keep_top_k(logits, k, temperature):
    """Chances (B, V) of the next token, from the logits (B, L, V) of a text.

    Only the k best ids of the last place keep a chance. Divide the logits by
    temperature before the softmax: below 1 the best become likelier.
    """
    B, L, V = logits.shape                          # (B, L, V)
    last = logits[:, -1] / temperature              # (B, V)
    best = last.topk(k).values                      # (B, k)
    least = best[:, -1:]                            # (B, 1)
    hidden = last < least                           # (B, V)
    last = last.masked_fill(hidden, float("-inf"))  # (B, V)
    return last.softmax(dim=-1)                     # (B, V)


def wrong_first_place(logits, k, temperature):
    """These are the chances after the first token: take the last, [:, -1]."""
    last = logits[:, 0] / temperature
    least = last.topk(k).values[:, -1:]
    return last.masked_fill(last < least, float("-inf")).softmax(dim=-1)


def wrong_every_place(logits, k, temperature):
    """Only the last place is about what comes next."""
    last = logits / temperature
    least = last.topk(k).values[..., -1:]
    return last.masked_fill(last < least, float("-inf")).softmax(dim=-1)


def wrong_all_kept(logits, k, temperature):
    """All V ids keep a chance: hide those below the k-th best."""
    return (logits[:, -1] / temperature).softmax(dim=-1)


def wrong_no_softmax(logits, k, temperature):
    """These are logits still: softmax makes chances of them."""
    last = logits[:, -1] / temperature
    least = last.topk(k).values[:, -1:]
    return last.masked_fill(last < least, float("-inf"))


def wrong_zeros(logits, k, temperature):
    """A logit of 0 keeps a chance, for exp(0) is 1: hide with -inf."""
    last = logits[:, -1] / temperature
    least = last.topk(k).values[:, -1:]
    return last.masked_fill(last < least, 0.0).softmax(dim=-1)


def wrong_cut_after(logits, k, temperature):
    """The chances were cut after the softmax, so they don't add up to 1."""
    last = (logits[:, -1] / temperature).softmax(dim=-1)
    least = last.topk(k).values[:, -1:]
    return last.masked_fill(last < least, 0.0)


def wrong_times_temperature(logits, k, temperature):
    """Times the temperature turns it upside down: divide by it."""
    last = logits[:, -1] * temperature
    least = last.topk(k).values[:, -1:]
    return last.masked_fill(last < least, float("-inf")).softmax(dim=-1)


def wrong_temperature_after(logits, k, temperature):
    """Divided after the softmax the chances don't add up to 1: divide the
    logits."""
    last = logits[:, -1]
    least = last.topk(k).values[:, -1:]
    last = last.masked_fill(last < least, float("-inf"))
    return last.softmax(dim=-1) / temperature


def wrong_least_of_all(logits, k, temperature):
    """One threshold for the whole batch: each text needs its own."""
    last = logits[:, -1] / temperature
    least = last.topk(k).values[:, -1].max()
    return last.masked_fill(last < least, float("-inf")).softmax(dim=-1)


def wrong_one_short(logits, k, temperature):
    """The k-th best is hidden too: it keeps its chance, so compare with <."""
    last = logits[:, -1] / temperature
    least = last.topk(k).values[:, -1:]
    return last.masked_fill(last <= least, float("-inf")).softmax(dim=-1)


def wrong_only_k(logits, k, temperature):
    """The k chances have lost their ids: keep all V places, k of them > 0."""
    last = logits[:, -1] / temperature
    return last.topk(k).values.softmax(dim=-1)


def check(keep_top_k):
    for B, L, V, k in [(1, 2, 3, 2), (2, 3, 5, 3), (3, 4, 6, 1)]:
        torch.manual_seed(V)
        logits = torch.rand(B, L, V).argsort(dim=-1)
        logits = logits + 10.0 * torch.arange(B).view(B, 1, 1)
        logits[:, 0] = -logits[:, -1]
        given = logits.clone()
        made = keep_top_k(given, k, 1.0)
        assert made.shape == (B, V), "the shape is (B, V)"
        kept = [row.nonzero().flatten().tolist() for row in made]
        order = logits[:, -1].argsort(dim=-1, descending=True)
        wanted = order[:, :k].sort(dim=-1).values.tolist()
        assert kept == wanted, "the k best ids of the last place are kept"
        total = made.sum(dim=-1)
        assert torch.allclose(total, torch.ones(B)), "chances add up to 1"
        for temperature in (1.0, 0.5, 3.0):
            made = keep_top_k(given, k, temperature)
            best = logits[:, -1] - logits[:, -1].amax(dim=-1, keepdim=True)
            weights = (best / temperature).exp() * (best > -k)
            wanted = weights / weights.sum(dim=-1, keepdim=True)
            assert torch.allclose(made, wanted), "temperature divides logits"
        assert given.equal(logits), "the logits that came in are not changed"


def main():
    B, L, V, k = 2, 6, 9, 4
    logits = torch.randn(B, L, V)                   # (B, L, V)
    chances = keep_top_k(logits, k, 0.8)            # (B, V)
    ids = torch.multinomial(chances, 1)             # (B, 1)
    print(f"of {V} ids {k} are left; drawn: {ids.flatten().tolist()}")
    check(keep_top_k)


if __name__ == "__main__":
    main()
