"""Turn each pair of features by an angle, so that a token knows its place.

You meet it in Llama, Flux and most language models of today, as rotary
position embeddings of queries and keys.
"""

import torch

MINUTES = 12
HINTS = (
    "x[..., ::2] is the first of each pair. What is the second?",
    "(a, b) turns to (a * cos - b * sin, a * sin + b * cos).",
    "torch.stack([a_new, b_new], dim=-1) pairs them up, flatten(-2) joins.",
)


def rotate_pairs(x, angle):
    """Turn the pairs of features of x (B, nh, L, hd) and keep its shape.

    Features 0 and 1 are a pair, 2 and 3 the next, and so on. The pairs are
    points in the plane, turned by angle (L, hd/2) from the first axis of the
    plane to the second. All samples and heads share the angles.
    """
    B, nh, L, hd = x.shape                          # (B, nh, L, hd)
    cos, sin = angle.cos(), angle.sin()             # each (L, hd/2)
    a, b = x[..., ::2], x[..., 1::2]                # each (B, nh, L, hd/2)
    pairs = [a * cos - b * sin, a * sin + b * cos]
    return torch.stack(pairs, dim=-1).flatten(-2)   # (B, nh, L, hd)


def wrong_other_way(x, angle):
    """The pairs turned the other way: the minus belongs to the first line."""
    cos, sin = angle.cos(), angle.sin()
    a, b = x[..., ::2], x[..., 1::2]
    pairs = [a * cos + b * sin, b * cos - a * sin]
    return torch.stack(pairs, dim=-1).flatten(-2)


def wrong_first_changed(x, angle):
    """The second line used the new a: both lines need the old one."""
    cos, sin = angle.cos(), angle.sin()
    a, b = x[..., ::2], x[..., 1::2]
    a = a * cos - b * sin
    b = a * sin + b * cos
    return torch.stack([a, b], dim=-1).flatten(-2)


def wrong_halves_out(x, angle):
    """The numbers are right, but no pairs any more: stack, don't cat."""
    cos, sin = angle.cos(), angle.sin()
    a, b = x[..., ::2], x[..., 1::2]
    return torch.cat([a * cos - b * sin, a * sin + b * cos], dim=-1)


def wrong_halves_in(x, angle):
    """You paired the two halves of a head: here neighbours are a pair."""
    cos, sin = angle.cos(), angle.sin()
    a, b = x.chunk(2, dim=-1)
    return torch.cat([a * cos - b * sin, a * sin + b * cos], dim=-1)


def wrong_second_first(x, angle):
    """The two of each pair have changed places: stack a before b."""
    cos, sin = angle.cos(), angle.sin()
    a, b = x[..., ::2], x[..., 1::2]
    pairs = [a * sin + b * cos, a * cos - b * sin]
    return torch.stack(pairs, dim=-1).flatten(-2)


def wrong_not_joined(x, angle):
    """The pairs still have a dim of their own: flatten(-2) joins them."""
    cos, sin = angle.cos(), angle.sin()
    a, b = x[..., ::2], x[..., 1::2]
    return torch.stack([a * cos - b * sin, a * sin + b * cos], dim=-1)


def wrong_only_scaled(x, angle):
    """Each feature was scaled by a cosine: a turn mixes a with b."""
    return x * angle.cos().repeat_interleave(2, dim=-1)


def wrong_no_cosine(x, angle):
    """Only sines were used, but at an angle of 0 nothing may change."""
    sin = angle.sin()
    a, b = x[..., ::2], x[..., 1::2]
    pairs = [a * sin - b * sin, a * sin + b * sin]
    return torch.stack(pairs, dim=-1).flatten(-2)


def check(rotate_pairs):
    sizes = [(1, 2, 3, 4), (2, 1, 4, 6), (3, 3, 1, 2)]
    for B, nh, L, hd in sizes:
        x = torch.arange(B * nh * L * hd).reshape(B, nh, L, hd).float()
        made = rotate_pairs(x, torch.zeros(L, hd // 2))
        assert made.shape == (B, nh, L, hd), "the shape stays (B, nh, L, hd)"
        assert made.equal(x), "an angle of 0 turns nothing"
        speed = torch.arange(1, hd // 2 + 1) / 2
        angle = torch.arange(1, L + 1).unsqueeze(-1) * speed
        made = rotate_pairs(x, angle)
        points = torch.view_as_complex(x.reshape(B, nh, L, hd // 2, 2))
        turned = points * torch.polar(torch.ones_like(angle), angle)
        wanted = torch.view_as_real(turned).reshape(B, nh, L, hd)
        assert torch.allclose(made, wanted, atol=1e-4), "each pair has turned"


def main():
    B, nh, L, hd = 2, 3, 5, 8
    x = torch.rand(B, nh, L, hd)          # (B, nh, L, hd)
    place = torch.arange(L)               # (L,)
    speed = torch.rand(hd // 2)           # (hd/2,)
    angle = place.unsqueeze(-1) * speed   # (L, 1) * (hd/2,) = (L, hd/2)
    y = rotate_pairs(x, angle)            # (B, nh, L, hd)
    same = torch.allclose(y.norm(dim=-1), x.norm(dim=-1))
    print(f"turned {tuple(y.shape)}, as long as before: {same}")
    check(rotate_pairs)


if __name__ == "__main__":
    main()
