"""In the manner of Swin, PointNet++ and BEiT: dims without brackets, capital letters and spaces."""

import torch
import torch.nn as nn


class Merging(nn.Module):
    def __init__(self, input_resolution, dim):
        super().__init__()
        self.input_resolution = input_resolution  # H, W
        self.reduction = nn.Linear(4 * dim, 2 * dim, bias=False)

    def forward(self, x):
        H, W = self.input_resolution
        B, L, C = x.shape
        x = x.view(B, H, W, C)
        x0 = x[:, 0::2, 0::2, :]  # B H/2 W/2 C
        x1 = x[:, 1::2, 0::2, :]  # B H/2 W/2 C
        x2 = x[:, 0::2, 1::2, :]  # B H/2 W/2 C
        x3 = x[:, 1::2, 1::2, :]  # B H/2 W/2 C
        x = torch.cat([x0, x1, x2, x3], -1)  # B H/2 W/2 4*C
        x = x.view(B, -1, 4 * C)  # B H/2*W/2 4*C
        return self.reduction(x)  # B, H/2*W/2, 2C


class Window(nn.Module):
    def __init__(self, window_size, num_heads):
        super().__init__()
        self.window_size = window_size  # Wh, Ww
        Wh, Ww = window_size
        table = torch.zeros((2 * Wh - 1) * (2 * Ww - 1), num_heads)
        self.table = nn.Parameter(table)  # 2*Wh-1 * 2*Ww-1, nH
        coords = torch.stack(torch.meshgrid(torch.arange(Wh), torch.arange(Ww), indexing="ij"))  # 2, Wh, Ww
        flat = torch.flatten(coords, 1)  # 2, Wh*Ww
        relative = flat[:, :, None] - flat[:, None, :]  # 2, Wh*Ww, Wh*Ww
        relative = relative.permute(1, 2, 0).contiguous()  # Wh*Ww, Wh*Ww, 2
        relative[:, :, 0] += Wh - 1  # shift to start from 0
        self.index = relative.sum(-1)  # Wh*Ww, Wh*Ww


def index_points(points, idx):
    """points: [B, N, C], idx: [B, S]"""
    B = points.shape[0]
    return points[torch.arange(B)[:, None], idx]  # [B, S, C]


def sample(xyz, npoint):
    B, N, C = xyz.shape
    idx = torch.randint(0, N, (B, npoint))  # [B, npoint]
    new_xyz = index_points(xyz, idx)  # [B, npoint, C]
    grouped = new_xyz[:, :, None].expand(-1, -1, 2, -1)  # BxnpointxKxC
    return new_xyz, grouped  # new_xyz: [B, npoint, C]


def main():
    Merging((4, 6), 5)(torch.rand(2, 24, 5))
    Window((3, 4), 2)
    sample(torch.rand(2, 9, 3), 5)
