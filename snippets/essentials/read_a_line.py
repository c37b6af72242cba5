"""Read a model one line at a time, and know where each letter comes from."""

import torch
from torch import nn

DEVICE = torch.device("cpu")


class ImageTokens(nn.Module):
    def __init__(self, in_ch, embed_dim, ps):
        super().__init__()
        self.embed = nn.Conv2d(in_ch, embed_dim, ps, stride=ps)
        self.mark = nn.Parameter(torch.zeros(embed_dim))   # (embed_dim,)

    def forward(self, x):
        """
        D = embed_dim
        """
        B, C, H, W = x.shape             # (B, C, H, W)
        h = self.embed(x)                # (B, D, H/ps, W/ps)
        h = h.flatten(2)                 # (B, D, P), where P = H/ps * W/ps
        toks = h.transpose(1, 2)         # (B, P, D)
        return toks + self.mark          # (B, P, D) + (D,) = (B, P, D)


def main():
    B, C, H, W, D, ps = 8, 3, 20, 28, 64, 4
    image = torch.rand(B, C, H, W, device=DEVICE)   # (B, C, H, W)
    model = ImageTokens(C, D, ps).to(DEVICE)
    toks = model(image)                             # (B, H/ps * W/ps, D)
    print(f"{tuple(image.shape)} -> {tuple(toks.shape)}")


if __name__ == "__main__":
    main()
