"""Put a class token before the patches, and tell every token its place.

You meet it in ViT, where the class token sums up the image at the end.
"""

import torch
from torch import nn

MINUTES = 6
HINTS = (
    "cat wants the same batch in both: cls has 1, x has B.",
    "cls.expand(B, -1, -1) is (B, 1, D), without a copy.",
    "torch.cat([cls.expand(B, -1, -1), x], dim=1) + pos[:P + 1]",
)


def add_cls_token(x, cls, pos):
    """Put cls (1, 1, D) before the patches x (B, P, D), then add positions.

    pos (L, D) has a row for every place of the longest sequence: use the
    first P+1 of them. Return (B, P+1, D).
    """
    B, P, D = x.shape                  # (B, P, D)
    cls = cls.expand(B, -1, -1)        # (B, 1, D)
    x = torch.cat([cls, x], dim=1)     # (B, P+1, D)
    return x + pos[:P + 1]             # (B, P+1, D) + (P+1, D) = (B, P+1, D)


def wrong_at_the_end(x, cls, pos):
    """The class token stands at the end: it is the first in the list."""
    B, P, D = x.shape
    return torch.cat([x, cls.expand(B, -1, -1)], dim=1) + pos[:P + 1]


def wrong_no_expand(x, cls, pos):
    """cls has a batch of one: expand it to B before cat."""
    return torch.cat([cls, x], dim=1) + pos[:x.shape[1] + 1]


def wrong_all_positions(x, cls, pos):
    """There are more positions than tokens: cut pos to the first P + 1."""
    B, P, D = x.shape
    return torch.cat([cls.expand(B, -1, -1), x], dim=1) + pos


def wrong_last_positions(x, cls, pos):
    """These are the last P + 1 positions: take the first."""
    B, P, D = x.shape
    return torch.cat([cls.expand(B, -1, -1), x], dim=1) + pos[-P - 1:]


def wrong_cls_without_place(x, cls, pos):
    """The class token has a place too, the first: add pos after cat."""
    B, P, D = x.shape
    return torch.cat([cls.expand(B, -1, -1), x + pos[:P]], dim=1)


def wrong_no_positions(x, cls, pos):
    """No token knows its place: add pos."""
    B, P, D = x.shape
    return torch.cat([cls.expand(B, -1, -1), x], dim=1)


def wrong_added(x, cls, pos):
    """cls was added to every patch: it is a token of its own, so cat."""
    B, P, D = x.shape
    return x + cls + pos[:P]


def wrong_zeros(x, cls, pos):
    """These are new zeros, which nothing learns: use the cls you are given."""
    B, P, D = x.shape
    cls = torch.zeros(B, 1, D, dtype=x.dtype)
    return torch.cat([cls, x], dim=1) + pos[:P + 1]


def wrong_features_joined(x, cls, pos):
    """dim=2 makes each token wider: tokens are counted along dim 1."""
    B, P, D = x.shape
    return torch.cat([cls.expand(B, P, -1), x], dim=2)


def wrong_detached(x, cls, pos):
    """.data cuts cls off from its gradient, so it would never learn."""
    B, P, D = x.shape
    return torch.cat([cls.data.expand(B, -1, -1), x], dim=1) + pos[:P + 1]


def check(add_cls_token):
    for B, P, D, L in [(1, 1, 3, 4), (2, 3, 1, 6), (3, 2, 4, 3)]:
        x = torch.arange(1.0, B * P * D + 1).reshape(B, P, D)
        cls = torch.full((1, 1, D), -1.0, requires_grad=True)
        pos = torch.arange(L * D * 1.0).reshape(L, D) * 100
        made = add_cls_token(x, cls, pos)
        assert made.shape == (B, P + 1, D), "the shape is (B, P+1, D)"
        patches = x + pos[1:P + 1]
        assert made[:, 1:].equal(patches), "from 1 on, patches in their places"
        first = -1.0 + pos[0].expand(B, D)
        assert made[:, 0].equal(first), "token 0 is cls at the first place"
        assert made.requires_grad == True, "cls can learn"
        made.sum().backward()
        wanted = torch.full((1, 1, D), float(B))
        assert cls.grad.equal(wanted), "cls learns from every sample"


def main():
    B, P, D, L = 4, 6, 10, 9
    x = torch.rand(B, P, D)                    # (B, P, D)
    cls = nn.Parameter(torch.zeros(1, 1, D))   # (1, 1, D)
    pos = nn.Parameter(torch.rand(L, D))       # (L, D)
    y = add_cls_token(x, cls, pos)             # (B, P+1, D)
    print(f"{tuple(x.shape)} became {tuple(y.shape)}")
    check(add_cls_token)


if __name__ == "__main__":
    main()
