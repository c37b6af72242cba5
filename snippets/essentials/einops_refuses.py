"""See what einops refuses, what it believes, and how it looks as a layer."""

import torch
from einops import EinopsError, rearrange
from einops.layers.torch import Rearrange
from torch import nn

DEVICE = torch.device("cpu")


def refused(x, pattern, **sizes):
    try:
        rearrange(x, pattern, **sizes)
    except EinopsError as error:
        print("\n".join(line.strip() for line in str(error).splitlines()))


def believed(image):
    """The letters are names, not promises."""
    B, C, H, W = image.shape                       # (B, C, H, W)
    turned = image.permute(0, 3, 2, 1)             # (B, W, H, C)
    toks = rearrange(turned, "b c h w -> b (h w) c")
    print(f"(B, W, H, C) taken for b c h w: {tuple(toks.shape)}")


def tokenizer(C, D, ps):
    return nn.Sequential(
        nn.Conv2d(C, D, ps, stride=ps),            # (B, D, H/ps, W/ps)
        Rearrange("b d h w -> b (h w) d"),         # (B, H/ps*W/ps, D)
        nn.LayerNorm(D),                           # (B, H/ps*W/ps, D)
    )


def main():
    B, C, H, W, D, ps = 8, 3, 12, 20, 48, 4
    image = torch.rand(B, C, H, W, device=DEVICE)  # (B, C, H, W)
    refused(image, "b h w -> b (h w)")
    refused(image, "b c (h p) w -> b c h p w", p=7)
    refused(image, "b c h w -> b c h")
    believed(image)
    toks = tokenizer(C, D, ps)(image)              # (B, H/ps*W/ps, D)
    print(f"as a layer {tuple(toks.shape)}")


if __name__ == "__main__":
    main()
