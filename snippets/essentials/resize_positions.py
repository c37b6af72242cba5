"""Carry the position embeddings of a ViT over to larger images."""

import torch
from torch.nn import functional as F

DEVICE = torch.device("cpu")


def resize_positions(pos, old, new):
    _, P, D = pos.shape                           # (1, P, D)
    (rows, cols), (H, W) = old, new
    cls, patches = pos.split([1, P - 1], dim=1)   # (1, 1, D), (1, P-1, D)
    x = patches.transpose(1, 2)                   # (1, D, P-1)
    x = x.unflatten(2, old)                       # (1, D, rows, cols)
    x = F.interpolate(x, size=new, mode="bilinear")
    x = x.flatten(2)                              # (1, D, H*W)
    patches = x.transpose(1, 2)                   # (1, H*W, D)
    return torch.cat([cls, patches], dim=1)       # (1, H*W+1, D)


def main():
    h, w, D = 4, 5, 48
    pos = torch.rand(1, h * w + 1, D, device=DEVICE)   # (1, h*w+1, D)
    H, W = 7, 9
    larger = resize_positions(pos, (h, w), (H, W))     # (1, H*W+1, D)
    print(f"{tuple(pos.shape)} became {tuple(larger.shape)}")
    same = resize_positions(pos, (h, w), (h, w))       # (1, h*w+1, D)
    torch.testing.assert_close(same, pos)
    print("resized to its own size, it stays as it was")


if __name__ == "__main__":
    main()
