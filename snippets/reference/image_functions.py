"""Call what the layers for images call, with weights you hold yourself."""

import torch
import torch.nn.functional as F


def main():
    B, C, H, W, D = 4, 5, 16, 24, 7
    x = torch.rand(B, C, H, W)                   # (B, C, H, W)
    wave = torch.rand(B, C, W)                   # (B, C, W)
    kernel = torch.rand(D, C, 3, 3)              # (D, C, 3, 3)
    flow = torch.zeros(B, H, W, 2)               # (B, H, W, 2)
    still = torch.eye(2, 3).repeat(B, 1, 1)      # (B, 2, 3)
    mean, var = torch.zeros(C), torch.ones(C)    # each (C,)
    F.conv1d(wave, kernel[..., 0])               # (B, D, W-2)
    F.conv2d(x, kernel, padding=1)               # (B, D, H, W)
    F.conv3d(x[:, :, None], kernel[:, :, None])  # (B, D, 1, H-2, W-2)
    F.conv_transpose1d(wave, kernel[:C, :, 0])   # (B, C, W+2)
    F.conv_transpose2d(x, kernel[:C])            # (B, C, H+2, W+2)
    F.interpolate(x, scale_factor=2)             # (B, C, 2*H, 2*W)
    F.avg_pool1d(wave, 2)                        # (B, C, W/2)
    F.avg_pool2d(x, 2)                           # (B, C, H/2, W/2)
    F.max_pool1d(wave, 2)                        # (B, C, W/2)
    F.max_pool2d(x, 2)                           # (B, C, H/2, W/2)
    F.adaptive_avg_pool1d(wave, 1)               # (B, C, 1)
    F.adaptive_avg_pool2d(x, 1)                  # (B, C, 1, 1)
    F.adaptive_max_pool2d(x, 1)                  # (B, C, 1, 1)
    F.unfold(x, 4, stride=4)                     # (B, C*16, H/4*W/4)
    F.fold(x.flatten(2), (H, W), 1)              # (B, C, H, W)
    F.pixel_shuffle(x.repeat(1, 4, 1, 1), 2)     # (B, C, 2*H, 2*W)
    F.pixel_unshuffle(x, 2)                      # (B, 4*C, H/2, W/2)
    F.grid_sample(x, flow, align_corners=False)  # (B, C, H, W)
    F.affine_grid(still, (B, C, H, W), False)    # (B, H, W, 2)
    F.batch_norm(x, mean, var)                   # (B, C, H, W)
    F.group_norm(x, C)                           # (B, C, H, W)
    F.instance_norm(x)                           # (B, C, H, W)
    F.dropout2d(x, 0.1)                          # (B, C, H, W)


if __name__ == "__main__":
    main()
