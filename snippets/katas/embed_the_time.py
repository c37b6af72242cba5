"""Turn a time into a row of waves, so that a network can read it.

You meet it at the entrance of every diffusion model, and its like in the
position embeddings of the first transformers.
"""

import math

import torch

MINUTES = 12
HINTS = (
    "First the speeds of the waves, from arange. Then t with every speed.",
    "t[:, None] * speed is (B, half): the angle of each wave at each time.",
    "torch.cat([angle.cos(), angle.sin()], dim=-1) has all waves.",
)


def embed_time(t, half):
    """Turn times t (B,) into waves (B, 2*half): cosines, then sines.

    Wave number i, counted from 0, has the angle t * 10000 ** (-i / half).
    The times may be whole numbers, and on any device.
    """
    (B,) = t.shape                                # (B,)
    i = torch.arange(half, device=t.device)       # (half,)
    speed = torch.exp(-math.log(1e4) * i / half)  # (half,)
    angle = t[:, None] * speed                    # (B, 1) * (half,) = (B, half)
    waves = [angle.cos(), angle.sin()]
    return torch.cat(waves, dim=-1)               # (B, 2*half)


def wrong_sines_first(t, half):
    """The sines came first: cosines are the first half here."""
    speed = 10000 ** (-torch.arange(half, device=t.device) / half)
    angle = t[:, None] * speed
    return torch.cat([angle.sin(), angle.cos()], dim=-1)


def wrong_in_turns(t, half):
    """Cosines and sines take turns: here all cosines come first."""
    speed = 10000 ** (-torch.arange(half, device=t.device) / half)
    angle = t[:, None] * speed
    return torch.stack([angle.cos(), angle.sin()], dim=-1).flatten(1)


def wrong_growing_speeds(t, half):
    """The waves get faster: the minus before i is missing."""
    speed = 10000 ** (torch.arange(half, device=t.device) / half)
    angle = t[:, None] * speed
    return torch.cat([angle.cos(), angle.sin()], dim=-1)


def wrong_divided_by_width(t, half):
    """The waves slow down half as fast: divide i by half, not by 2 * half."""
    speed = 10000 ** (-torch.arange(half, device=t.device) / (2 * half))
    angle = t[:, None] * speed
    return torch.cat([angle.cos(), angle.sin()], dim=-1)


def wrong_last_is_slowest(t, half):
    """The last speed is 1 / 10000: divide i by half, not by half - 1."""
    i = torch.arange(half, device=t.device)
    angle = t[:, None] * 10000 ** (-i / max(half - 1, 1))
    return torch.cat([angle.cos(), angle.sin()], dim=-1)


def wrong_from_one(t, half):
    """Wave 0 has speed 1: count i from 0, as arange does."""
    i = torch.arange(1, half + 1, device=t.device)
    angle = t[:, None] * 10000 ** (-i / half)
    return torch.cat([angle.cos(), angle.sin()], dim=-1)


def wrong_turned(t, half):
    """Times are the rows: write t[:, None] * speed, not the other way."""
    speed = 10000 ** (-torch.arange(half, device=t.device) / half)
    angle = t * speed[:, None]
    return torch.cat([angle.cos(), angle.sin()], dim=0)


def wrong_joined_below(t, half):
    """The sines went below the cosines: join along the last dim."""
    speed = 10000 ** (-torch.arange(half, device=t.device) / half)
    angle = t[:, None] * speed
    return torch.cat([angle.cos(), angle.sin()])


def wrong_device(t, half):
    """The speeds don't follow t to its device: pass device=t.device."""
    speed = 10000 ** (-torch.arange(half) / half)
    angle = t[:, None] * speed
    return torch.cat([angle.cos(), angle.sin()], dim=-1)


def check(embed_time):
    for times, half in [([3], 2), ([0.5, 2, 7], 4), ([0, 40], 1), ([9], 3)]:
        t, B = torch.tensor(times), len(times)
        made = embed_time(t, half)
        assert made.shape == (B, 2 * half), "the shape is (B, 2*half)"
        speeds = [10000 ** (-i / half) for i in range(half)]
        angles = [[one * speed for speed in speeds] for one in times]
        cos = torch.tensor([[math.cos(one) for one in row] for row in angles])
        sin = torch.tensor([[math.sin(one) for one in row] for row in angles])
        first, second = made.chunk(2, dim=-1)
        assert torch.allclose(first, cos, atol=1e-4), "the cosines come first"
        assert torch.allclose(second, sin, atol=1e-4), "then come the sines"
        t = t.to("meta")
        made = embed_time(t, half)
        assert made.device == t.device, "the waves are on t's device"


def main():
    B, half = 3, 4
    t = torch.rand(B)             # (B,)
    waves = embed_time(t, half)   # (B, 2*half)
    print(f"times {tuple(t.shape)}, waves {tuple(waves.shape)}")
    check(embed_time)


if __name__ == "__main__":
    main()
