"""Turn queries and keys by their place, so that scores see distances."""

import torch

DEVICE = torch.device("cpu")


def angles(L, hd, base=10000.0):
    pair = torch.arange(0, hd, 2, device=DEVICE)   # (hd/2,)
    freqs = base ** (-pair / hd)                   # (hd/2,)
    place = torch.arange(L, device=DEVICE)         # (L,)
    return torch.outer(place, freqs)               # (L, hd/2)


def rotate(x, angle):
    """Each pair of features is a point in the plane: turn it."""
    B, nh, L, hd = x.shape                         # (B, nh, L, hd)
    pairs = x.unflatten(-1, (hd // 2, 2))          # (B, nh, L, hd/2, 2)
    a, b = pairs.unbind(-1)                        # each (B, nh, L, hd/2)
    cos, sin = angle.cos(), angle.sin()            # each (L, hd/2)
    turned = a * cos - b * sin, a * sin + b * cos  # each (B, nh, L, hd/2)
    pairs = torch.stack(turned, dim=-1)            # (B, nh, L, hd/2, 2)
    return pairs.flatten(-2)                       # (B, nh, L, hd)


def by_complex_numbers(x, angle):
    """The same, as Llama writes it: a turn is a multiplication."""
    B, nh, L, hd = x.shape                         # (B, nh, L, hd)
    pairs = x.unflatten(-1, (hd // 2, 2))          # (B, nh, L, hd/2, 2)
    points = torch.view_as_complex(pairs)          # (B, nh, L, hd/2)
    turn = torch.polar(torch.ones_like(angle), angle)
    pairs = torch.view_as_real(points * turn)      # (B, nh, L, hd/2, 2)
    return pairs.flatten(-2)                       # (B, nh, L, hd)


def main():
    B, nh, L, hd = 8, 3, 11, 32
    angle = angles(L, hd)                          # (L, hd/2)
    q = torch.randn(B, nh, L, hd, device=DEVICE)   # (B, nh, L, hd)
    same = by_complex_numbers(q, angle)            # (B, nh, L, hd)
    torch.testing.assert_close(rotate(q, angle), same)
    torch.testing.assert_close(same.norm(dim=-1), q.norm(dim=-1))

    q = q[:, :, :1].expand(-1, -1, L, -1)          # (B, nh, L, hd)
    q = rotate(q, angle)                           # (B, nh, L, hd)
    scores = q @ q.mT                              # (B, nh, L, L)
    earlier, later = scores[..., :-1, :-1], scores[..., 1:, 1:]
    torch.testing.assert_close(earlier, later, atol=1e-4, rtol=1e-4)
    assert not torch.allclose(scores[..., 0, 1], scores[..., 0, 2])
    print("one token everywhere: its scores depend on the distance")


if __name__ == "__main__":
    main()
