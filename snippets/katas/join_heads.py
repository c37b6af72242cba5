"""Put the heads of an attention side by side again.

You meet it in every multi-head attention, right before its last Linear, and
often as transpose, contiguous and view.
"""

import torch

MINUTES = 5
HINTS = (
    "Undo the two operations of splitting heads, the last one first.",
    "transpose(1, 2) brings a token's heads together: (B, L, nh, hd).",
    "Then flatten(2). A view can't do it, because the strides don't fit.",
)


def join_heads(x):
    """Turn heads (B, nh, L, hd) into tokens (B, L, nh*hd).

    A token's features are those that it has in the first head, then those
    in the second, and so on.
    """
    B, nh, L, hd = x.shape   # (B, nh, L, hd)
    x = x.transpose(1, 2)    # (B, L, nh, hd)
    return x.flatten(2)      # (B, L, nh*hd)


def wrong_view(x):
    """view never copies, and a transposed tensor needs it: use reshape."""
    B, nh, L, hd = x.shape
    return x.transpose(1, 2).view(B, L, nh * hd)


def wrong_reshape(x):
    """Right shape, wrong numbers: nh has to come after L before you join."""
    B, nh, L, hd = x.shape
    return x.reshape(B, L, nh * hd)


def wrong_every_other(x):
    """The heads take turns: bring nh before hd, so each head is one piece."""
    return x.permute(0, 2, 3, 1).flatten(2)


def wrong_not_joined(x):
    """The dims are in order, but not joined: flatten(2) joins nh and hd."""
    return x.transpose(1, 2)


def wrong_heads_below(x):
    """The heads stand below each other, as more tokens: join nh with hd."""
    return x.flatten(1, 2)


def wrong_sum(x):
    """The heads were summed: side by side, all their numbers stay."""
    return x.sum(1)


def wrong_features_first(x):
    """The features come before the tokens: swap nh and L, not L and hd."""
    return x.transpose(2, 3).flatten(1, 2)


def check(join_heads):
    sizes = [(1, 2, 3, 4), (2, 3, 4, 2), (3, 1, 2, 5), (2, 4, 1, 3)]
    for B, nh, L, hd in sizes:
        x = torch.arange(B * nh * L * hd).reshape(B, nh, L, hd)
        wanted = torch.cat(x.unbind(1), dim=-1)
        made = join_heads(x)
        assert made.shape == (B, L, nh * hd), "the shape is (B, L, nh*hd)"
        assert made.equal(wanted), "a token's heads stand side by side"
        made = join_heads(x.mT.contiguous().mT)
        assert made.equal(wanted), "heads may lie in memory in any order"


def main():
    B, nh, L, hd = 2, 3, 5, 4
    x = torch.rand(B, nh, L, hd)   # (B, nh, L, hd)
    tokens = join_heads(x)         # (B, L, nh*hd)
    print(f"heads {tuple(x.shape)}, tokens {tuple(tokens.shape)}")
    check(join_heads)


if __name__ == "__main__":
    main()
