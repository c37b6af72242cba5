"""Take the loss of a language model over all its tokens but the padding.

You meet it in every loop that trains on sentences of several lengths.
"""

import math

import torch
from torch.nn import functional as F

MINUTES = 8
HINTS = (
    "Where does cross_entropy look for the classes, whatever dims follow?",
    "They stand in dim 1: bring V there. And look at its ignore_index.",
    "F.cross_entropy(logits.transpose(1, 2), target, ignore_index=pad)",
)
ERRORS = ("expected_target_size", "padding_counts_in_the_loss")


def token_loss(logits, target, pad):
    """Mend this loss: logits (B, L, V) and target (B, L) become one number.

    It is the mean over all real tokens of the batch, each of which weighs the
    same. Where target is pad, nothing counts. At least one token is real.
    """
    B, L, V = logits.shape             # (B, L, V)
    logits = logits.transpose(1, 2)    # (B, V, L)
    loss = F.cross_entropy(logits, target, ignore_index=pad)
    return loss                        # ()


def wrong_start(logits, target, pad):
    """cross_entropy takes dim 1 for the classes, and there stands L: bring V
    to dim 1. Then think of the padding."""
    return F.cross_entropy(logits, target)


def wrong_view(logits, target, pad):
    """The shape fits and the numbers are scrambled: reshape doesn't bring
    the V logits of a token to dim 1. Swap the two dims."""
    B, L, V = logits.shape
    logits = logits.reshape(B, V, L)
    return F.cross_entropy(logits, target, ignore_index=pad)


def wrong_one_hot(logits, target, pad):
    """Two equal shapes are taken for probabilities, with the classes still
    in dim 1: your softmax goes over the tokens."""
    wanted = F.one_hot(target, logits.shape[-1]).float()
    return F.cross_entropy(logits, wanted)


def wrong_tokens_and_samples(logits, target, pad):
    """The logits are in one order and the target in another: flatten both
    as they are, without a transpose."""
    logits = logits.transpose(0, 1).flatten(0, 1)
    return F.cross_entropy(logits, target.flatten(), ignore_index=pad)


def wrong_last_token(logits, target, pad):
    """It fits because all tokens but the last are gone: they are most of
    what a model learns from."""
    return F.cross_entropy(logits[:, -1], target[:, -1], ignore_index=pad)


def wrong_padding_too(logits, target, pad):
    """The padding counts as if it were words: ignore_index leaves it out."""
    return F.cross_entropy(logits.transpose(1, 2), target)


def wrong_padding_is_zero(logits, target, pad):
    """The padding is what pad says, and here it isn't 0."""
    return F.cross_entropy(logits.transpose(1, 2), target, ignore_index=0)


def wrong_divided_by_all(logits, target, pad):
    """The padding costs 0 and is still counted in the mean: divide by the
    number of real tokens."""
    loss = F.cross_entropy(logits.transpose(1, 2), target, reduction="none")
    return (loss * (target != pad)).mean()


def wrong_mean_of_means(logits, target, pad):
    """You took a mean for each sample first, so a token of a short one
    weighs more: take one mean over all tokens."""
    keep = target != pad
    loss = F.cross_entropy(logits.transpose(1, 2), target, reduction="none")
    rows = (loss * keep).sum(1) / keep.sum(1).clamp(min=1)
    return rows.mean()


def wrong_sum(logits, target, pad):
    """That is the sum, and grows with the batch: the mean is the default."""
    return F.cross_entropy(
        logits.transpose(1, 2), target, ignore_index=pad, reduction="sum")


def check(token_loss):
    for B, L, V, pad in [(2, 3, 5, 4), (3, 4, 4, 2), (2, 6, 7, 1)]:
        torch.manual_seed(L)
        logits = 3 * torch.randn(B, L, V)
        target = (3 * torch.arange(B * L).reshape(B, L) + 1) % V
        target[target == pad] = (pad + 1) % V
        made = token_loss(logits, target, pad)
        assert made.shape == (), "the loss is one number"
        chances = logits.softmax(dim=-1)
        right = chances.gather(-1, target.unsqueeze(-1))
        cost = -right.log().squeeze(-1)
        assert torch.allclose(made, cost.mean()), (
            "without padding it is the mean over all tokens")

        padded = target.clone()
        padded[:, -1] = pad
        made = token_loss(logits, padded, pad)
        assert torch.allclose(made, cost[:, :-1].mean()), (
            "with padding it is the mean over the real tokens")
        shorter = padded.clone()
        shorter[0, 1:] = pad
        made = token_loss(logits, shorter, pad)
        wanted = cost[shorter != pad].mean()
        assert torch.allclose(made, wanted), (
            "a token of a short sample weighs as much as any other")


def breaks():
    """Show what cross_entropy says of a language model's shapes."""
    B, L, V = 2, 6, 9
    try:
        wrong_start(torch.rand(B, L, V), torch.randint(V, (B, L)), pad=0)
    except RuntimeError as error:
        print(error)


def main():
    B, L, V = 2, 6, 9
    logits = torch.rand(B, L, V)          # (B, L, V)
    target = torch.randint(1, V, (B, L))  # (B, L)
    target[0, 4:] = 0
    loss = token_loss(logits, target, 0)  # ()
    print(f"loss {loss:.2f}, and {math.log(V):.2f} if all were equally likely")
    breaks()
    check(token_loss)


if __name__ == "__main__":
    main()
