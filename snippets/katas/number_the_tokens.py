"""Number the tokens of each sequence, wherever its padding is.

You meet it when a language model continues several prompts at once: the
short ones are padded on the left, and places still start at 0.
"""

import torch

MINUTES = 5
HINTS = (
    "The place of a token is the number of real tokens before it.",
    "cumsum of the mask counts the real tokens up to and with each one.",
    "mask.cumsum(dim=1) - 1, and 0 where the mask is False.",
)


def places(mask):
    """Number the tokens where mask (B, L) is True: 0, 1, 2 ... in each row.

    The places are whole numbers (B, L), to look up in an Embedding. Padding
    gets place 0.
    """
    B, L = mask.shape                   # (B, L)
    count = mask.cumsum(dim=1)          # (B, L)
    return (count - 1).where(mask, 0)   # (B, L)


def wrong_padding_counted(mask):
    """arange counts the padding too: count only where mask is True."""
    B, L = mask.shape
    return torch.arange(L).expand(B, L).where(mask, 0)


def wrong_from_one(mask):
    """The first real token got place 1: places start at 0."""
    return mask.cumsum(dim=1).where(mask, 0)


def wrong_padding_below_zero(mask):
    """Padding in front got place -1, which no Embedding has: make it 0."""
    return mask.cumsum(dim=1) - 1


def wrong_padding_moves_on(mask):
    """Padding after a token got a place of its own: give it 0 too."""
    return (mask.cumsum(dim=1) - 1).clamp(min=0)


def wrong_down_the_batch(mask):
    """You counted down the batch: the tokens of a sequence are dim 1."""
    return (mask.cumsum(dim=0) - 1).where(mask, 0)


def wrong_through_the_batch(mask):
    """The count went on into the next sequence: each one starts at 0."""
    count = mask.flatten().cumsum(dim=0).reshape(mask.shape)
    return (count - 1).where(mask, 0)


def wrong_floats(mask):
    """An Embedding wants whole numbers: these are floats."""
    return (mask.float().cumsum(dim=1) - 1).where(mask, 0)


def wrong_padding_numbered(mask):
    """You numbered the padding: mask is True where a token is real."""
    return ((~mask).cumsum(dim=1) - 1).where(~mask, 0)


def check(places):
    for B, L in [(1, 5), (2, 4), (4, 7), (3, 1)]:
        mask = torch.arange(B * L).reshape(B, L) % 3 != 0
        made = places(mask)
        assert made.shape == (B, L), "the shape is (B, L)"
        assert made.dtype == torch.int64, "places are whole numbers"
        wanted = torch.zeros(B, L).long()
        for b in range(B):
            wanted[b, mask[b]] = torch.arange(mask[b].sum())
        assert made.equal(wanted), "real tokens are counted, padding gets 0"
        mask = torch.arange(L).flip(0) < torch.arange(B).unsqueeze(1)
        wanted = (torch.arange(L) - L + mask.sum(1, keepdim=True)) * mask
        made = places(mask)
        assert made.equal(wanted), "padding on the left is not counted"


def main():
    B, L = 2, 6
    mask = torch.ones(B, L).bool()   # (B, L)
    mask[1, :2] = False
    made = places(mask)              # (B, L)
    print(f"full {made[0].tolist()}, padded {made[1].tolist()}")
    check(places)


if __name__ == "__main__":
    main()
