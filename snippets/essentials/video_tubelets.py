"""Turn a video into tokens: cut it into small boxes of time and space."""

import torch
from torch import nn

DEVICE = torch.device("cpu")


class TubeletEmbedding(nn.Module):
    def __init__(self, in_ch, embed_dim, pt, ps):
        super().__init__()
        box = (pt, ps, ps)
        self.embed = nn.Conv3d(in_ch, embed_dim, kernel_size=box, stride=box)

    def forward(self, x):
        """
        D = embed_dim
        P = T/pt * H/ps * W/ps
        """
        B, C, T, H, W = x.shape    # (B, C, T, H, W)
        x = self.embed(x)          # (B, D, T/pt, H/ps, W/ps)
        x = x.flatten(2)           # (B, D, P)
        return x.transpose(1, 2)   # (B, P, D)


def main():
    B, C, T, H, W = 5, 3, 8, 96, 112
    D, pt, ps = 52, 2, 16
    P = (T // pt) * (H // ps) * (W // ps)
    video = torch.rand(B, C, T, H, W, device=DEVICE)      # (B, C, T, H, W)
    model = TubeletEmbedding(C, D, pt, ps).to(DEVICE)
    toks = model(video)                                   # (B, P, D)
    print(f"video {tuple(video.shape)}")
    print(f"toks  {tuple(toks.shape)}")

    video[:, :, :pt, :ps, :ps] = 0                        # (B, C, pt, ps, ps)
    edited = model(video)                                 # (B, P, D)
    changed = (edited != toks).any(dim=2)                 # (B, P)
    print(f"edit one box: {changed[0].sum()} of {P} tokens change")


if __name__ == "__main__":
    main()
