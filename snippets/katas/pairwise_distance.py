"""Measure the distance of every point to every other, without a loop.

You meet it where a vector is replaced by its nearest neighbour, as in the
codebook of a VQ-VAE.
"""

import torch

MINUTES = 8
HINTS = (
    "Which shapes would x and y need, so that their difference has L and P?",
    "(B, L, 1, D) and (B, 1, P, D) broadcast to (B, L, P, D).",
    "Subtract y[:, None] from x[:, :, None], square, sum over -1, sqrt.",
)


def distances(x, y):
    """Give the distance of each of x (B, L, D) to each of y (B, P, D).

    The result is (B, L, P): the root of the summed squares of differences.
    """
    B, L, D = x.shape            # (B, L, D)
    B, P, D = y.shape            # (B, P, D)
    x = x.unsqueeze(2)           # (B, L, 1, D)
    y = y.unsqueeze(1)           # (B, 1, P, D)
    diff = x - y                 # (B, L, 1, D) - (B, 1, P, D) = (B, L, P, D)
    square = diff.square()       # (B, L, P, D)
    total = square.sum(dim=-1)   # (B, L, P)
    return total.sqrt()          # (B, L, P)


def wrong_no_new_dims(x, y):
    """x - y lines L up with P: give each a dim of size 1 for the other's."""
    return (x - y).square().sum(-1).sqrt()


def wrong_same_dim(x, y):
    """Both have their 1 in one place: L and P need a place of their own."""
    return (x.unsqueeze(1) - y.unsqueeze(1)).square().sum(-1).sqrt()


def wrong_turned(x, y):
    """Rows and columns have changed places: x is for rows, y for columns."""
    return (x.unsqueeze(1) - y.unsqueeze(2)).square().sum(-1).sqrt()


def wrong_no_root(x, y):
    """That's the square of the distance: the root is missing."""
    return (x.unsqueeze(2) - y.unsqueeze(1)).square().sum(-1)


def wrong_mean(x, y):
    """The squares of the features are summed, not averaged."""
    return (x.unsqueeze(2) - y.unsqueeze(1)).square().mean(-1).sqrt()


def wrong_absolute(x, y):
    """These are sums of absolute differences: square, sum, take the root."""
    return (x.unsqueeze(2) - y.unsqueeze(1)).abs().sum(-1)


def wrong_root_of_each(x, y):
    """The root of each square is abs again: sum first, then take the root."""
    return (x.unsqueeze(2) - y.unsqueeze(1)).square().sqrt()


def wrong_dot_product(x, y):
    """A dot product is large where vectors agree: subtract instead."""
    return x @ y.mT


def wrong_sum_of_points(x, y):
    """You summed over the points of y: the features are the last dim."""
    return (x.unsqueeze(2) - y.unsqueeze(1)).square().sum(2).sqrt()


def wrong_batch_of_one(x, y):
    """The batch dim is gone: a batch of one keeps its dim of size 1."""
    diff = x.unsqueeze(2) - y.unsqueeze(1)
    return diff.square().sum(-1).sqrt().squeeze(0)


def check(distances):
    for B, L, P, D in [(1, 2, 3, 4), (2, 4, 3, 2), (3, 2, 5, 1), (2, 3, 3, 2)]:
        x = torch.arange(B * L * D).reshape(B, L, D).float()
        y = torch.arange(B * P * D).reshape(B, P, D).flip(1) / 4
        wanted = torch.cdist(x, y)
        made = distances(x, y)
        assert made.shape == (B, L, P), "the shape is (B, L, P)"
        assert torch.allclose(made, wanted), "each is the distance of x to y"
        made = distances(x, x).diagonal(dim1=1, dim2=2)
        assert made.equal(torch.zeros(B, L)), "a point is 0 from itself"


def main():
    B, L, P, D = 2, 5, 3, 4
    x = torch.rand(B, L, D)         # (B, L, D)
    y = torch.rand(B, P, D)         # (B, P, D)
    made = distances(x, y)          # (B, L, P)
    nearest = made.argmin(dim=-1)   # (B, L)
    print(f"distances {tuple(made.shape)}, nearest {nearest[0].tolist()}")
    check(distances)


if __name__ == "__main__":
    main()
