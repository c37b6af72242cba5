"""Write four norms by hand, and see which axes each one averages over."""

import torch
from torch import nn

DEVICE = torch.device("cpu")
EPS = 1e-5


def standardize(name, x, dims):
    mean = x.mean(dim=dims, keepdim=True)
    var = x.var(dim=dims, correction=0, keepdim=True)
    print(f"{name:<12} of {tuple(x.shape)}: means {tuple(mean.shape)}")
    return (x - mean) / torch.sqrt(var + EPS)


def layer_norm(B, L, D):
    x = torch.rand(B, L, D, device=DEVICE)         # (B, L, D)
    y = standardize("LayerNorm", x, dims=-1)       # (B, L, D)
    torch.testing.assert_close(y, nn.LayerNorm(D)(x))


def batch_norm(B, C, H, W):
    x = torch.rand(B, C, H, W, device=DEVICE)      # (B, C, H, W)
    y = standardize("BatchNorm2d", x, (0, 2, 3))   # (B, C, H, W)
    torch.testing.assert_close(y, nn.BatchNorm2d(C)(x))


def group_norm(B, C, H, W, groups):
    x = torch.rand(B, C, H, W, device=DEVICE)      # (B, C, H, W)
    h = x.unflatten(1, (groups, C // groups))      # (B, groups, C/groups, H, W)
    h = standardize("GroupNorm", h, (2, 3, 4))     # (B, groups, C/groups, H, W)
    y = h.flatten(1, 2)                            # (B, C, H, W)
    torch.testing.assert_close(y, nn.GroupNorm(groups, C)(x))


def rms_norm(B, L, D):
    x = torch.rand(B, L, D, device=DEVICE)         # (B, L, D)
    square = x.square().mean(dim=-1, keepdim=True) # (B, L, 1)
    y = x * torch.rsqrt(square + EPS)              # (B, L, D)
    torch.testing.assert_close(y, nn.RMSNorm(D, eps=EPS)(x))
    print(f"RMSNorm      of {tuple(x.shape)}: roots {tuple(square.shape)}")


def main():
    B, L, D, C, H, W = 8, 11, 48, 12, 14, 20
    layer_norm(B, L, D)
    batch_norm(B, C, H, W)
    group_norm(B, C, H, W, groups=3)
    rms_norm(B, L, D)
    for norm in (nn.LayerNorm(D), nn.RMSNorm(D)):
        print(f"{type(norm).__name__} learns {list(norm.state_dict())}")


if __name__ == "__main__":
    main()
