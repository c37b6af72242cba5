"""Mend a function that only works on the CPU, and only in float32.

You meet it in every forward that makes a tensor of its own: positions, a
mask, noise.
"""

import torch

MINUTES = 5
HINTS = (
    "Look for the lines that make a tensor out of nothing. There are two.",
    "Such a line can take device= and dtype=.",
    "Give both arange calls device=x.device and dtype=x.dtype.",
)


def mark_places(x):
    """Mend this, so that it works on x's device and in x's dtype.

    It adds a wave to each feature of the tokens x (B, L, D). The waves move
    on from token to token, at speed 0 for the first feature, 1 for the next
    and so on.
    """
    B, L, D = x.shape                        # (B, L, D)
    like_x = dict(device=x.device, dtype=x.dtype)
    places = torch.arange(L, **like_x)       # (L,)
    speeds = torch.arange(D, **like_x)       # (D,)
    angles = places.unsqueeze(-1) * speeds   # (L, 1) * (D,) = (L, D)
    return x + angles.sin()                  # (B, L, D) + (L, D) = (B, L, D)


def wrong_start(x):
    """Two tensors are made on the CPU, wherever x is: give both x.device."""
    B, L, D = x.shape
    places = torch.arange(L)
    speeds = torch.arange(D)
    angles = places.unsqueeze(-1) * speeds
    return x + angles.sin()


def wrong_only_one(x):
    """The speeds follow x now, but the places are still on the CPU."""
    B, L, D = x.shape
    places = torch.arange(L)
    speeds = torch.arange(D, device=x.device, dtype=x.dtype)
    angles = places.unsqueeze(-1) * speeds
    return x + angles.sin()


def wrong_cuda(x):
    """Not everyone has a GPU, and x may not be on it: ask x.device."""
    B, L, D = x.shape
    places = torch.arange(L, device="cuda")
    speeds = torch.arange(D, device="cuda")
    angles = places.unsqueeze(-1) * speeds
    return x.to("cuda") + angles.sin()


def wrong_to_the_cpu(x):
    """x was moved to the CPU, so the result is not where x is: let x lead."""
    x = x.cpu()
    B, L, D = x.shape
    places = torch.arange(L, dtype=x.dtype)
    speeds = torch.arange(D, dtype=x.dtype)
    angles = places.unsqueeze(-1) * speeds
    return x + angles.sin()


def wrong_only_device(x):
    """The device is right, but float16 became float32: give both x.dtype."""
    B, L, D = x.shape
    places = torch.arange(L, device=x.device)
    speeds = torch.arange(D, device=x.device)
    angles = places.unsqueeze(-1) * speeds
    return x + angles.sin()


def wrong_like_x(x):
    """ones_like follows x, but the numbers of arange are the ones wanted."""
    places = torch.ones_like(x[0, :, 0])
    speeds = torch.ones_like(x[0, 0])
    angles = places.unsqueeze(-1) * speeds
    return x + angles.sin()


def wrong_speeds(x):
    """The speeds start at 1 now: change where they are, not what they are."""
    B, L, D = x.shape
    places = torch.arange(L, device=x.device, dtype=x.dtype)
    speeds = torch.arange(1, D + 1, device=x.device, dtype=x.dtype)
    angles = places.unsqueeze(-1) * speeds
    return x + angles.sin()


def check(mark_places):
    for B, L, D in [(1, 3, 2), (2, 4, 5), (3, 1, 4)]:
        x = torch.arange(B * L * D).reshape(B, L, D).float()
        made = mark_places(x)
        assert made.shape == (B, L, D), "the shape stays (B, L, D)"
        assert made.device == x.device, "it is on x's device"
        assert made.dtype == x.dtype, "the result has the dtype of x"
        places = torch.arange(L).reshape(L, 1)
        wanted = x + torch.sin(places * torch.arange(D))
        assert torch.allclose(made, wanted), "the waves are what they were"
        x = torch.ones(B, L, D, device="meta")
        made = mark_places(x)
        assert made.device == x.device, "it is on x's device"
        for dtype in (torch.float16, torch.float64):
            x = torch.ones(B, L, D, dtype=dtype)
            made = mark_places(x)
            assert made.dtype == x.dtype, "the result has the dtype of x"


def main():
    B, L, D = 2, 4, 3
    x = torch.rand(B, L, D).to("meta")       # (B, L, D)
    y = mark_places(x)                       # (B, L, D)
    print(f"{x.device} in, {y.device} out {tuple(y.shape)}")
    x = torch.rand(B, L, D).half()           # (B, L, D)
    y = mark_places(x)                       # (B, L, D)
    print(f"{x.dtype} in, {y.dtype} out")
    check(mark_places)


if __name__ == "__main__":
    main()
