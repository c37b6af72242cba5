"""Change H and W without weights: pad, pool and interpolate."""

import torch
from torch import nn
from torch.nn import functional as F

DEVICE = torch.device("cpu")


def pad(x):
    B, C, H, W = x.shape                          # (B, C, H, W)
    wide = F.pad(x, (1, 2))                       # (B, C, H, 1+W+2)
    tall = F.pad(x, (0, 0, 3, 4))                 # (B, C, 3+H+4, W)
    assert wide[..., 1:-2].equal(x)
    assert tall[:, :, 3:-4].equal(x)
    assert not wide[..., 0].any(), "zeros, unless you say otherwise"
    print(f"two numbers {tuple(wide.shape)}, four {tuple(tall.shape)}")


def pool(x):
    B, C, H, W = x.shape                          # (B, C, H, W)
    mean = nn.AvgPool2d(2)(x)                     # (B, C, H/2, W/2)
    largest = nn.MaxPool2d(2)(x)                  # (B, C, H/2, W/2)
    boxes = x.unflatten(3, (W // 2, 2)).unflatten(2, (H // 2, 2))
    torch.testing.assert_close(mean, boxes.mean(dim=(3, 5)))
    assert largest.equal(boxes.amax(dim=(3, 5)))
    whole = nn.AdaptiveAvgPool2d(1)(x)            # (B, C, 1, 1)
    torch.testing.assert_close(whole.flatten(1), x.mean(dim=(2, 3)))
    print(f"pooled {tuple(mean.shape)}, to one pixel {tuple(whole.shape)}")
    return mean                                   # (B, C, H/2, W/2)


def resize(x):
    B, C, H, W = x.shape                          # (B, C, H, W)
    twice = F.interpolate(x, scale_factor=2)      # (B, C, 2*H, 2*W)
    rows = x.repeat_interleave(2, dim=2)          # (B, C, 2*H, W)
    assert twice.equal(rows.repeat_interleave(2, dim=3))
    size = H + 5, 3 * W
    smooth = F.interpolate(x, size=size, mode="bilinear")
    print(f"nearest {tuple(twice.shape)}, to a size {tuple(smooth.shape)}")
    for bad in (x[0], x.long()):
        try:
            F.interpolate(bad, size=size, mode="bilinear")
        except (NotImplementedError, RuntimeError, ValueError) as error:
            print(f"{type(error).__name__}: {str(error).splitlines()[0]}")


def main():
    B, C, H, W = 8, 3, 14, 20
    x = torch.rand(B, C, H, W, device=DEVICE)     # (B, C, H, W)
    pad(x)
    pool(x)                                       # (B, C, H/2, W/2)
    resize(x)


if __name__ == "__main__":
    main()
