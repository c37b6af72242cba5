"""Score a language model on the next token, at every place of a text.

You meet it in every GPT: the answer at place l is the id at place l + 1.
"""

import torch
from torch.nn import functional as F

MINUTES = 8
HINTS = (
    "Which logits have an answer in the text? Which ids are an answer?",
    "logits[:, :-1] are held against ids[:, 1:].",
    "cross_entropy wants (N, V) and (N,): flatten(0, 1) on one, flatten().",
)


def next_token_loss(logits, ids):
    """Mean cross entropy of the next token, over all places that have one.

    logits (B, L, V) at place l are about the id at place l + 1, and ids
    (B, L) are the text itself. Return a single number, shape ().
    """
    B, L, V = logits.shape                    # (B, L, V)
    guesses = logits[:, :-1]                  # (B, L-1, V)
    guesses = guesses.flatten(0, 1)           # (B*(L-1), V)
    answers = ids[:, 1:]                      # (B, L-1)
    answers = answers.flatten()               # (B*(L-1),)
    return F.cross_entropy(guesses, answers)  # ()


def wrong_no_shift(logits, ids):
    """Each place is held against its own id, which the model has seen: the
    answer is one place further."""
    return F.cross_entropy(logits.flatten(0, 1), ids.flatten())


def wrong_way(logits, ids):
    """Shifted the wrong way: the answer comes after the question, so it is
    the last logits and the first ids that fall away."""
    return F.cross_entropy(logits[:, 1:].flatten(0, 1), ids[:, :-1].flatten())


def wrong_two_places(logits, ids):
    """The answer is the next id, not the one after it."""
    return F.cross_entropy(logits[:, :-2].flatten(0, 1), ids[:, 2:].flatten())


def wrong_rolled(logits, ids):
    """roll carries the first id to the end, so the last place is held
    against the beginning of the text: cut both instead."""
    return F.cross_entropy(logits.flatten(0, 1), ids.roll(-1, 1).flatten())


def wrong_reshape(logits, ids):
    """cross_entropy takes (B, V, L) as well, but reshape doesn't swap dims:
    use transpose(1, 2), or flatten batch and places."""
    B, L, V = logits.shape
    guesses = logits[:, :-1].reshape(B, V, L - 1)
    return F.cross_entropy(guesses, ids[:, 1:])


def wrong_softmax(logits, ids):
    """cross_entropy does the softmax itself: give it the bare logits."""
    chances = logits[:, :-1].softmax(dim=-1)
    return F.cross_entropy(chances.flatten(0, 1), ids[:, 1:].flatten())


def wrong_sum(logits, ids):
    """This is the sum over all places: long texts would weigh more. Mean."""
    return F.cross_entropy(
        logits[:, :-1].flatten(0, 1), ids[:, 1:].flatten(), reduction="sum")


def wrong_last_place(logits, ids):
    """Only the last guess is scored: every place but the last has an answer,
    and that is why a GPT learns so much from one text."""
    return F.cross_entropy(logits[:, -2], ids[:, -1])


def wrong_each_place(logits, ids):
    """backward needs a single number: the mean over batch and places."""
    return F.cross_entropy(logits[:, :-1].mT, ids[:, 1:], reduction="none")


def check(next_token_loss):
    for B, L, V in [(1, 3, 4), (2, 4, 5), (3, 6, 2)]:
        torch.manual_seed(V)
        ids = torch.randint(V, (B, L))
        sure = 50.0 * F.one_hot(ids.roll(-1, dims=1), V)
        sure[:, -1] = 0.0
        made = next_token_loss(sure, ids)
        wanted = torch.tensor(0.0)
        assert made.shape == (), "the loss is a single number, shape ()"
        assert torch.allclose(made, wanted, atol=1e-6), (
            "who knows each next id has loss 0")
        made = next_token_loss(torch.zeros(B, L, V), ids)
        wanted = torch.tensor(float(V)).log()
        assert torch.allclose(made, wanted), "who knows nothing has loss log V"
        logits = torch.randn(B, L, V)
        made = next_token_loss(logits, ids)
        chances = logits.softmax(dim=-1)
        right = torch.stack([
            chances[b, l, ids[b, l + 1]] for b in range(B) for l in range(L - 1)
        ])
        wanted = -right.log().mean()
        assert torch.allclose(made, wanted, atol=1e-6), (
            "the mean over all next tokens")


def main():
    B, L, V = 3, 9, 20
    ids = torch.randint(V, (B, L))            # (B, L)
    logits = torch.randn(B, L, V)             # (B, L, V)
    loss = next_token_loss(logits, ids)       # ()
    print(f"loss {loss:.2f}")
    check(next_token_loss)


if __name__ == "__main__":
    main()
