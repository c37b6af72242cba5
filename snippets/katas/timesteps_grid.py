"""Make the grid of times that a sampler walks from noise to image.

You meet it in the sampling loop of every diffusion and flow model.
"""

import torch

MINUTES = 8
HINTS = (
    "Count fence posts: one step has two ends, two steps have three.",
    "torch.linspace has both its ends in it. Give it x.dtype and x.device.",
    "reshape(-1, *ones), where ones holds a 1 for each dim after the first.",
)


def times_for(x, steps):
    """Make the times of a walk from 0 to 1 in that many equal steps.

    For images x (B, C, H, W) they are (steps+1, 1, 1, 1): a 1 for each dim
    of x after the first, however many x has. They have x's dtype and device.
    """
    like_x = dict(dtype=x.dtype, device=x.device)
    times = torch.linspace(0, 1, steps + 1, **like_x)   # (steps+1,)
    ones = [1] * (x.ndim - 1)
    return times.reshape(-1, *ones)                     # (steps+1, ...)


def wrong_one_too_few(x, steps):
    """One time is missing: a walk has one time more than it has steps."""
    times = torch.linspace(0, 1, steps, dtype=x.dtype, device=x.device)
    return times.reshape(-1, *[1] * (x.ndim - 1))


def wrong_no_end(x, steps):
    """The walk never arrives at 1: arange leaves its end out."""
    times = torch.arange(steps, dtype=x.dtype, device=x.device) / steps
    return times.reshape(-1, *[1] * (x.ndim - 1))


def wrong_flat(x, steps):
    """(steps+1,) would be aligned with W: each time needs its 1s."""
    return torch.linspace(0, 1, steps + 1, dtype=x.dtype, device=x.device)


def wrong_ones_in_front(x, steps):
    """The 1s belong after the times: dim 0 is the one you walk along."""
    times = torch.linspace(0, 1, steps + 1, dtype=x.dtype, device=x.device)
    return times.reshape(*[1] * (x.ndim - 1), -1)


def wrong_one_dim_more(x, steps):
    """There is a 1 too many: x.ndim counts the first dim too."""
    times = torch.linspace(0, 1, steps + 1, dtype=x.dtype, device=x.device)
    return times.reshape(-1, *[1] * x.ndim)


def wrong_backwards(x, steps):
    """The times run from 1 to 0: here noise is at 0 and the image at 1."""
    times = torch.linspace(1, 0, steps + 1, dtype=x.dtype, device=x.device)
    return times.reshape(-1, *[1] * (x.ndim - 1))


def wrong_whole_numbers(x, steps):
    """Nothing lies between 0 and 1: // drops the fraction, so use /."""
    times = torch.arange(steps + 1, dtype=x.dtype, device=x.device) // steps
    return times.reshape(-1, *[1] * (x.ndim - 1))


def wrong_unscaled(x, steps):
    """These count the steps: divide by steps to end at 1."""
    times = torch.arange(steps + 1, dtype=x.dtype, device=x.device)
    return times.reshape(-1, *[1] * (x.ndim - 1))


def wrong_only_images(x, steps):
    """Four dims suit images only: count those of x, with x.ndim."""
    times = torch.linspace(0, 1, steps + 1, dtype=x.dtype, device=x.device)
    return times.reshape(-1, 1, 1, 1)


def wrong_dtype(x, steps):
    """The times are float32 whatever x is: pass dtype=x.dtype."""
    times = torch.linspace(0, 1, steps + 1, device=x.device)
    return times.reshape(-1, *[1] * (x.ndim - 1))


def wrong_device(x, steps):
    """The times don't follow x to its device: pass device=x.device."""
    times = torch.linspace(0, 1, steps + 1, dtype=x.dtype)
    return times.reshape(-1, *[1] * (x.ndim - 1))


def check(times_for):
    for steps, rest in [(2, (1, 2, 3)), (1, (5,)), (4, (3, 2)), (10, ())]:
        ones = [1] * len(rest)
        x = torch.zeros(7, *rest)
        made = times_for(x, steps)
        assert made.shape == (steps + 1, *ones), "it is (steps+1, 1, ...)"
        assert made.dtype == x.dtype, "the times have the dtype of x"
        wanted = torch.arange(steps + 1).reshape(-1, *ones) / steps
        assert torch.allclose(made, wanted), "equal steps go from 0 to 1"
        x = x.double()
        made = times_for(x, steps)
        assert made.dtype == x.dtype, "the times have the dtype of x"
        x = x.to("meta")
        made = times_for(x, steps)
        assert made.device == x.device, "the times are on x's device"


def main():
    B, C, H, W, steps = 2, 3, 5, 7, 4
    noise = torch.randn(B, C, H, W)   # (B, C, H, W)
    times = times_for(noise, steps)   # (steps+1, 1, 1, 1)
    index = (times * 999).long()      # (steps+1, 1, 1, 1)
    print(f"as whole numbers: {index.flatten().tolist()}")
    for t in times:
        x = (1 - t) * noise           # (1, 1, 1) * (B, C, H, W) = (B, C, H, W)
        print(f"at {t.item():.2f} the noise spreads by {x.std():.2f}")
    check(times_for)


if __name__ == "__main__":
    main()
