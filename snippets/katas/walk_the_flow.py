"""Sample from a flow model: walk from noise to image in small steps.

You meet it in the sampling loop of Stable Diffusion 3 and Flux, which count t
the other way round, from 1 down to 0.
"""

import torch

MINUTES = 8
HINTS = (
    "After n steps you should stand at t = 1: how long is one of them?",
    "In step i, t is i / n for every sample: x.new_full((B,), i / n).",
    "x = x + model(x, t) / n",
)


def walk_the_flow(model, x, n):
    """Take n equal Euler steps from noise x (B, C, H, W) at t = 0 to t = 1.

    model(x, t) tells the velocity (B, C, H, W) at x, for times t (B,). Ask it
    where each step begins, without gradients, and return the last x.
    """
    B, C, H, W = x.shape                   # (B, C, H, W)
    with torch.no_grad():
        for i in range(n):
            t = x.new_full((B,), i / n)    # (B,)
            velocity = model(x, t)         # (B, C, H, W)
            x = x + velocity / n           # (B, C, H, W)
    return x                               # (B, C, H, W)


def wrong_whole_steps(model, x, n):
    """Each step goes all the way from 0 to 1: divide it by n."""
    with torch.no_grad():
        for i in range(n):
            x = x + model(x, x.new_full((len(x),), i / n))
    return x


def wrong_backwards(model, x, n):
    """This walks away from the images: x + velocity / n."""
    with torch.no_grad():
        for i in range(n):
            x = x - model(x, x.new_full((len(x),), i / n)) / n
    return x


def wrong_ask_the_noise(model, x, n):
    """The model is asked about the noise in every step: ask where you are."""
    noise = x
    with torch.no_grad():
        for i in range(n):
            x = x + model(noise, x.new_full((len(x),), i / n)) / n
    return x


def wrong_always_the_start(model, x, n):
    """t stands still at 0: in step i it is i / n."""
    with torch.no_grad():
        for i in range(n):
            x = x + model(x, x.new_zeros(len(x))) / n
    return x


def wrong_end_of_the_step(model, x, n):
    """t is that of the end of the step: ask at its beginning, i / n."""
    with torch.no_grad():
        for i in range(n):
            x = x + model(x, x.new_full((len(x),), (i + 1) / n)) / n
    return x


def wrong_one_short(model, x, n):
    """One step is missing, so it stops before t = 1."""
    with torch.no_grad():
        for i in range(n - 1):
            x = x + model(x, x.new_full((len(x),), i / n)) / n
    return x


def wrong_plain_t(model, x, n):
    """t is a single number here: each sample has its own, (B,)."""
    with torch.no_grad():
        for i in range(n):
            x = x + model(x, x.new_tensor(i / n)) / n
    return x


def wrong_in_place(model, x, n):
    """x += writes into the caller's noise: write x = x + ... instead."""
    with torch.no_grad():
        for i in range(n):
            x += model(x, x.new_full((len(x),), i / n)) / n
    return x


def wrong_with_gradients(model, x, n):
    """Every step is recorded for backward, until memory runs out: do it
    with torch.no_grad()."""
    for i in range(n):
        x = x + model(x, x.new_full((len(x),), i / n)) / n
    return x


def check(walk_the_flow):
    for B, C, H, W, n in [(1, 1, 1, 2, 2), (2, 3, 4, 2, 1), (3, 2, 3, 5, 4)]:
        torch.manual_seed(n)
        x = torch.randn(B, C, H, W)
        speed = torch.nn.Parameter(torch.randn(C, H, W))
        asked = []

        def model(x, t):
            asked.append(t)
            return speed * x + t.view(-1, 1, 1, 1)

        given = x.clone()
        made = walk_the_flow(model, given, n)
        assert made.shape == (B, C, H, W), "the shape is (B, C, H, W)"
        assert made.requires_grad == False, "nothing is kept for backward"
        assert given.equal(x), "the noise that came in is not changed"
        times = torch.stack(asked)
        wanted = torch.arange(n)[:, None].expand(n, B) / n
        assert times.shape == (n, B), "n questions, with one t for each sample"
        assert torch.allclose(times, wanted), "t goes from 0 in steps of 1/n"
        for i in range(n):
            x = torch.lerp(x, x + speed * x + i / n, 1 / n)
        assert torch.allclose(made, x, atol=1e-6), "each step from where it is"


def main():
    B, C, H, W = 2, 3, 8, 10
    noise = torch.randn(B, C, H, W)        # (B, C, H, W)
    target = torch.rand(B, C, H, W)        # (B, C, H, W)
    model = lambda x, t: target - noise
    x = walk_the_flow(model, noise, n=5)   # (B, C, H, W)
    print(f"from the target: {(x - target).abs().max():.6f}")
    check(walk_the_flow)


if __name__ == "__main__":
    main()
