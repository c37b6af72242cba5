"""One number per sample is multiplied into the features, because it fits.

A noise level, a weight or a time is `(B,)`, the samples are `(B, D)`. The last
dims are compared, so the numbers belong to features. That is an error unless
`B` equals `D`, or the samples are images as wide as the batch is large.

Fix: Put a 1 for each dim that follows: `t[:, None]` here,
`t[:, None, None, None]` for images.

Tempting: Choose a batch size that fits. This is the one that hides it.

Check: A sample must not depend on its neighbours. Run one alone, with its own
number, and compare.
"""

import torch

PHASE = "forward"
SYMPTOM = "the result depends on the rest of the batch"
MODELS = ("rectified_flow", "unet")
SEE = ("rectified-flow", "broadcasting")


def broken():
    def noised(x, noise, t):
        B, D = x.shape                      # (B, D)
        return (1 - t) * x + t * noise      # (B, D)

    return noised


def fixed():
    def noised(x, noise, t):
        B, D = x.shape                      # (B, D)
        t = t[:, None]                      # (B, 1)
        return (1 - t) * x + t * noise      # (B, D)

    return noised


def check(noised):
    D = 4
    x = torch.randn(D, D)                   # (D, D)
    noise = torch.randn(D, D)               # (D, D)
    t = torch.rand(D)                       # (D,)
    together = noised(x, noise, t)          # (D, D)
    for i in range(D):
        alone = noised(x[i : i + 1], noise[i : i + 1], t[i : i + 1])
        apart = (together[i] - alone).abs().max()  # ()
        assert apart < 1e-6, f"sample {i} alone differs by {apart:.2f}"


def main():
    torch.manual_seed(0)
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
