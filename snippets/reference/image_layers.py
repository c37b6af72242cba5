"""Build layers that look at neighbours or change the resolution."""

import torch
from torch import nn


def main():
    B, C, H, W, T, D, r = 7, 9, 8, 20, 40, 6, 3
    x = torch.rand(B, C, H, W)                    # (B, C, H, W)
    wave = torch.rand(B, C, T)                    # (B, C, T)
    video = torch.rand(B, C, 4, H, W)             # (B, C, 4, H, W)
    nn.Conv1d(C, D, 3, padding=1)(wave)           # (B, D, T)
    nn.Conv2d(C, D, 3, padding=1)(x)              # (B, D, H, W)
    nn.Conv2d(C, D, 4, stride=4)(x)               # (B, D, H/4, W/4)
    nn.Conv2d(C, C, 3, padding=1, groups=C)(x)    # (B, C, H, W)
    nn.Conv3d(C, D, 3, padding=1)(video)          # (B, D, 4, H, W)
    nn.ConvTranspose1d(C, D, 2, stride=2)(wave)   # (B, D, 2*T)
    nn.ConvTranspose2d(C, D, 2, stride=2)(x)      # (B, D, 2*H, 2*W)
    nn.MaxPool1d(2)(wave)                         # (B, C, T/2)
    nn.MaxPool2d(2)(x)                            # (B, C, H/2, W/2)
    nn.MaxPool3d(2)(video)                        # (B, C, 2, H/2, W/2)
    nn.AvgPool1d(2)(wave)                         # (B, C, T/2)
    nn.AvgPool2d(2)(x)                            # (B, C, H/2, W/2)
    nn.AvgPool3d(2)(video)                        # (B, C, 2, H/2, W/2)
    nn.AdaptiveAvgPool1d(1)(wave)                 # (B, C, 1)
    nn.AdaptiveAvgPool2d(1)(x)                    # (B, C, 1, 1)
    nn.AdaptiveMaxPool2d(1)(x)                    # (B, C, 1, 1)
    nn.Upsample(scale_factor=2)(x)                # (B, C, 2*H, 2*W)
    nn.PixelShuffle(r)(x)                         # (B, C/r**2, H*r, W*r)
    nn.PixelUnshuffle(2)(x)                       # (B, 4*C, H/2, W/2)
    nn.Unfold(4, stride=4)(x)                     # (B, C*16, H/4*W/4)
    nn.Fold((H, W), 1)(x.flatten(2))              # (B, C, H, W)
    nn.ZeroPad2d(1)(x)                            # (B, C, H+2, W+2)
    nn.ConstantPad2d(1, 0.5)(x)                   # (B, C, H+2, W+2)
    nn.ReflectionPad2d(1)(x)                      # (B, C, H+2, W+2)
    nn.ReplicationPad2d(1)(x)                     # (B, C, H+2, W+2)
    nn.ReflectionPad1d(1)(wave)                   # (B, C, T+2)
    nn.ConstantPad1d(1, 0.5)(wave)                # (B, C, T+2)
    nn.BatchNorm1d(C)(wave)                       # (B, C, T)
    nn.BatchNorm2d(C)(x)                          # (B, C, H, W)
    nn.BatchNorm3d(C)(video)                      # (B, C, 4, H, W)
    nn.SyncBatchNorm(C).eval()(x)                 # (B, C, H, W)
    nn.GroupNorm(3, C)(x)                         # (B, C, H, W)
    nn.InstanceNorm1d(C)(wave)                    # (B, C, T)
    nn.InstanceNorm2d(C)(x)                       # (B, C, H, W)
    nn.Dropout2d(0.1)(x)                          # (B, C, H, W)
    nn.Dropout3d(0.1)(video)                      # (B, C, 4, H, W)


if __name__ == "__main__":
    main()
