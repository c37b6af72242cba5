"""Turn a spectrogram into tokens, by patches or by moments."""

import torch
from torch import nn

DEVICE = torch.device("cpu")


def by_patches(spec, D, ps):
    """Like an image with one channel: tokens over frequency and time."""
    B, F, T = spec.shape                              # (B, F, T)
    conv = nn.Conv2d(1, D, kernel_size=ps, stride=ps)
    x = spec.unsqueeze(1)                             # (B, 1, F, T)
    x = conv(x)                                       # (B, D, F/ps, T/ps)
    x = x.flatten(2)                                  # (B, D, F/ps*T/ps)
    return x.transpose(1, 2)                          # (B, F/ps*T/ps, D)


def by_moments(spec, D):
    """The frequencies are the channels: one token per moment."""
    B, F, T = spec.shape                              # (B, F, T)
    conv = nn.Conv1d(F, D, kernel_size=3, padding=1)
    x = conv(spec)                                    # (B, D, T)
    return x.transpose(1, 2)                          # (B, T, D)


def main():
    B, F, T, D, ps = 8, 80, 96, 52, 16
    P = (F // ps) * (T // ps)
    spec = torch.rand(B, F, T, device=DEVICE)         # (B, F, T)
    toks = by_patches(spec, D, ps)                    # (B, P, D)
    print(f"patches {tuple(toks.shape)}")
    toks = by_moments(spec, D)                        # (B, T, D)
    print(f"moments {tuple(toks.shape)}")


if __name__ == "__main__":
    main()
