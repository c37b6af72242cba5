"""Make a training pair of rectified flow: a point on the way, and its speed.

You meet it in Stable Diffusion 3 and Flux, which count t the other way round:
the model sees the point and t, and learns to tell the speed.
"""

import torch

MINUTES = 6
HINTS = (
    "Each sample has a t of its own. Which dims has t, which has the image?",
    "t.view(B, 1, 1, 1) broadcasts against (B, C, H, W).",
    "xt = (1 - t) * x0 + t * x1; how fast does xt change when t grows?",
)


def flow_step(x0, x1, t):
    """Go from noise x0 to images x1 (B, C, H, W), as far as t (B,) says.

    Return the points xt on the straight line, x0 at t = 0 and x1 at t = 1,
    and the velocity, how fast xt moves as t grows; both (B, C, H, W).
    """
    B, C, H, W = x0.shape             # (B, C, H, W)
    t = t.view(B, 1, 1, 1)            # (B, 1, 1, 1)
    velocity = x1 - x0                # (B, C, H, W)
    xt = x0 + t * velocity            # (B, C, H, W)
    return xt, velocity               # each (B, C, H, W)


def wrong_t_on_the_width(x0, x1, t):
    """t (B,) broadcasts from the right, along the width: bring it to
    (B, 1, 1, 1)."""
    return (1 - t) * x0 + t * x1, x1 - x0


def wrong_t_of_the_first(x0, x1, t):
    """All samples go as far as the first: each has its own t."""
    return (1 - t[0]) * x0 + t[0] * x1, x1 - x0


def wrong_ends(x0, x1, t):
    """At t = 0 this is the image: the noise x0 comes first."""
    t = t.view(-1, 1, 1, 1)
    return t * x0 + (1 - t) * x1, x1 - x0


def wrong_backwards(x0, x1, t):
    """The speed points back to the noise: it is x1 - x0."""
    t = t.view(-1, 1, 1, 1)
    return (1 - t) * x0 + t * x1, x0 - x1


def wrong_what_is_left(x0, x1, t):
    """This is the rest of the way, and it shrinks: on a straight line the
    speed is the same everywhere."""
    t = t.view(-1, 1, 1, 1)
    xt = (1 - t) * x0 + t * x1
    return xt, x1 - xt


def wrong_noise_as_target(x0, x1, t):
    """A diffusion model learns the noise: rectified flow learns the speed."""
    t = t.view(-1, 1, 1, 1)
    return (1 - t) * x0 + t * x1, x0


def wrong_curved(x0, x1, t):
    """The roots make a curved way, as diffusion takes it: this one is
    straight."""
    t = t.view(-1, 1, 1, 1)
    return (1 - t).sqrt() * x0 + t.sqrt() * x1, x1 - x0


def check(flow_step):
    for B, C, H, W in [(1, 1, 2, 3), (2, 3, 4, 2), (3, 2, 5, 4)]:
        torch.manual_seed(B)
        x0, x1 = torch.randn(2, B, C, H, W)
        t = torch.rand(B)
        xt, velocity = flow_step(x0, x1, torch.zeros(B))
        assert xt.shape == (B, C, H, W), "the points are (B, C, H, W)"
        assert velocity.shape == (B, C, H, W), "so is the velocity"
        assert torch.allclose(xt, x0), "at t = 0 it is the noise"
        xt, velocity = flow_step(x0, x1, torch.ones(B))
        assert torch.allclose(xt, x1, atol=1e-6), "at t = 1 it is the image"
        xt, velocity = flow_step(x0, x1, t)
        wanted = torch.stack([torch.lerp(*way) for way in zip(x0, x1, t)])
        later = torch.stack([torch.lerp(*way) for way in zip(x0, x1, t + 1)])
        assert torch.allclose(xt, wanted, atol=1e-6), (
            "each sample goes as far as its t")
        speed = later - wanted
        assert torch.allclose(velocity, speed, atol=1e-6), (
            "the velocity is how far xt moves while t grows by 1")


def main():
    B, C, H, W = 4, 3, 8, 10
    x0 = torch.randn(B, C, H, W)      # (B, C, H, W)
    x1 = torch.rand(B, C, H, W)       # (B, C, H, W)
    t = torch.rand(B)                 # (B,)
    xt, velocity = flow_step(x0, x1, t)
    print(f"xt {tuple(xt.shape)}, velocity {tuple(velocity.shape)}")
    check(flow_step)


if __name__ == "__main__":
    main()
