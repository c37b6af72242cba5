"""Spot a broadcast nobody asked for: a good prediction with a bad loss."""

import warnings

import torch
from torch.nn import functional as F

DEVICE = torch.device("cpu")


def perfect_but_punished():
    B = 8
    target = torch.linspace(0, 1, B, device=DEVICE)   # (B,)
    pred = target.clone().unsqueeze(1)                # (B, 1)
    error = pred - target                             # (B, 1) - (B,) = (B, B)
    loss = error.square().mean()                      # ()
    print(f"perfect: error {tuple(error.shape)}, loss {loss.item():.3f}")

    error = target.mean() - target                    # () - (B,) = (B,)
    loss = error.square().mean()                      # ()
    print(f"the mean for all: loss {loss.item():.3f}, and it looks better")

    error = pred.squeeze(1) - target                  # (B,) - (B,) = (B,)
    loss = error.square().mean()                      # ()
    print(f"squeezed: error {tuple(error.shape)}, loss {loss.item():.3f}")


def mse_loss_warns():
    B = 8
    target = torch.rand(B, device=DEVICE)             # (B,)
    pred = torch.rand(B, 1, device=DEVICE)            # (B, 1)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        F.mse_loss(pred, target)                      # ()
    print(f"UserWarning: {caught[0].message}")


def keep(x, mask):
    B, L, D = x.shape               # (B, L, D)
    mask = mask.unsqueeze(-1)       # (B, L, 1)
    return x * mask                 # (B, L, D) * (B, L, 1) = (B, L, D)


def mask_needs_a_dim():
    B, L, D = 8, 10, 64
    x = torch.rand(B, L, D, device=DEVICE)            # (B, L, D)
    mask = torch.ones(B, L, device=DEVICE)            # (B, L)
    try:
        x * mask
    except RuntimeError as error:
        print(f"RuntimeError: {error}")
    assert torch.equal(x, keep(x, mask))


def main():
    perfect_but_punished()
    mse_loss_warns()
    mask_needs_a_dim()


if __name__ == "__main__":
    main()
