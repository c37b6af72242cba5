"""Write down every shape of an attention, as its comments would say it.

You meet it whenever you read code that has no comments: that is the time
to write them.
"""

import torch

MINUTES = 10
HINTS = (
    "Take one line at a time, and only use what the line before made.",
    "reshape splits D into nh times D // nh. @ works on the last two dims.",
    "heads is (B, nh, L, hd), so its transpose is (B, nh, hd, L).",
)


def six_lines(x, nh):
    B, L, D = x.shape
    split = x.reshape(B, L, nh, D // nh)
    heads = split.transpose(1, 2)
    scores = heads @ heads.transpose(-2, -1)
    weights = scores.softmax(dim=-1)
    mixed = weights @ heads
    joined = mixed.transpose(1, 2).flatten(2)
    return dict(
        split=split,
        heads=heads,
        scores=scores,
        weights=weights,
        mixed=mixed,
        joined=joined,
    )


def shapes(B, L, D, nh):
    """Give the shapes of what six_lines makes of x (B, L, D), by their names.

    Return dict(split=..., heads=..., and so on), each shape a tuple written
    with letters, such as (B, L, D).
    """
    hd = D // nh
    return dict(
        split=(B, L, nh, hd),
        heads=(B, nh, L, hd),
        scores=(B, nh, L, L),
        weights=(B, nh, L, L),
        mixed=(B, nh, L, hd),
        joined=(B, L, D),
    )


def wrong_split(B, L, D, nh):
    """split: nh heads share the D features, so each has D // nh of them."""
    hd = D // nh
    return dict(
        split=(B, L, nh, D),
        heads=(B, nh, L, hd),
        scores=(B, nh, L, L),
        weights=(B, nh, L, L),
        mixed=(B, nh, L, hd),
        joined=(B, L, D),
    )


def wrong_heads(B, L, D, nh):
    """heads: transpose(1, 2) swaps the second and the third dim."""
    hd = D // nh
    return dict(
        split=(B, L, nh, hd),
        heads=(B, L, nh, hd),
        scores=(B, nh, L, L),
        weights=(B, nh, L, L),
        mixed=(B, nh, L, hd),
        joined=(B, L, D),
    )


def wrong_scores(B, L, D, nh):
    """scores: (L, hd) @ (hd, L) sums hd away and leaves (L, L)."""
    hd = D // nh
    return dict(
        split=(B, L, nh, hd),
        heads=(B, nh, L, hd),
        scores=(B, nh, hd, hd),
        weights=(B, nh, hd, hd),
        mixed=(B, nh, L, hd),
        joined=(B, L, D),
    )


def wrong_list_dims_multiplied(B, L, D, nh):
    """scores: @ works on the last two dims, and B and nh stay a list."""
    hd = D // nh
    return dict(
        split=(B, L, nh, hd),
        heads=(B, nh, L, hd),
        scores=(B * nh, L, L),
        weights=(B * nh, L, L),
        mixed=(B, nh, L, hd),
        joined=(B, L, D),
    )


def wrong_weights(B, L, D, nh):
    """weights: a softmax sums to 1 along a dim, but takes no dim away."""
    hd = D // nh
    return dict(
        split=(B, L, nh, hd),
        heads=(B, nh, L, hd),
        scores=(B, nh, L, L),
        weights=(B, nh, L),
        mixed=(B, nh, L, hd),
        joined=(B, L, D),
    )


def wrong_mixed(B, L, D, nh):
    """mixed: (L, L) @ (L, hd) sums the inner L away and leaves (L, hd)."""
    hd = D // nh
    return dict(
        split=(B, L, nh, hd),
        heads=(B, nh, L, hd),
        scores=(B, nh, L, L),
        weights=(B, nh, L, L),
        mixed=(B, nh, L, L),
        joined=(B, L, D),
    )


def wrong_joined(B, L, D, nh):
    """joined: flatten(2) joins the last two dims, nh and hd, back to D."""
    hd = D // nh
    return dict(
        split=(B, L, nh, hd),
        heads=(B, nh, L, hd),
        scores=(B, nh, L, L),
        weights=(B, nh, L, L),
        mixed=(B, nh, L, hd),
        joined=(B, L, nh, hd),
    )


def wrong_numbers(B, L, D, nh):
    """These sizes are of one run only: write them with the letters."""
    return dict(
        split=(1, 4, 2, 3),
        heads=(1, 2, 4, 3),
        scores=(1, 2, 4, 4),
        weights=(1, 2, 4, 4),
        mixed=(1, 2, 4, 3),
        joined=(1, 4, 6),
    )


def check(shapes):
    for B, L, D, nh in [(1, 4, 6, 2), (2, 5, 12, 3), (7, 3, 8, 1)]:
        ran = six_lines(torch.zeros(B, L, D), nh)
        made = shapes(B, L, D, nh)
        assert sorted(made) == sorted(ran), "each name has a shape"
        for name in ran:
            said, wanted = tuple(made[name]), tuple(ran[name].shape)
            dims = name, len(said)
            assert dims == (name, len(wanted)), "each has the right rank"
            assert (name, said) == (name, wanted), "each is what the code makes"


def main():
    B, L, D, nh = 2, 5, 12, 3
    x = torch.rand(B, L, D)   # (B, L, D)
    ran = six_lines(x, nh)
    for name, said in shapes(B, L, D, nh).items():
        print(f"{name}: said {said}, ran as {tuple(ran[name].shape)}")
    check(shapes)


if __name__ == "__main__":
    main()
