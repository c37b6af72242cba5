"""Build a vision transformer, which reads an image as a row of patches.

After Dosovitskiy et al., An Image is Worth 16x16 Words, 2020. Simplified: no
dropout, and no position for the class token, which can learn it as its own.
"""

import torch
from torch import nn
from torch.nn import functional as F

DEVICE = torch.device("cpu")


class PatchEmbedding(nn.Module):
    """Images (B, C, H, W) to tokens (B, 1+P, D): a class token and P patches.
    `grid` is (H/ps, W/ps) of the images that it learns from."""

    def __init__(self, in_ch, grid, ps, D):
        super().__init__()
        self.ps = ps
        self.cut = nn.Conv2d(in_ch, D, kernel_size=ps, stride=ps)
        self.cls_token = nn.Parameter(0.1 * torch.randn(1, 1, D))
        self.places = nn.Parameter(0.1 * torch.randn(1, D, *grid))

    def forward(self, x):
        """P = H/ps * W/ps"""
        B, C, H, W = x.shape                   # (B, C, H, W)
        if H % self.ps or W % self.ps:
            raise ValueError(f"{self.ps} does not divide {H} x {W}")
        x = self.cut(x)                        # (B, D, H/ps, W/ps)
        at = F.interpolate(
            self.places, x.shape[2:],
            mode="bilinear")                   # (1, D, H/ps, W/ps)
        x = x + at                             # (B, D, H/ps, W/ps)
        x = x.flatten(2)                       # (B, D, P)
        x = x.transpose(1, 2)                  # (B, P, D)
        cls = self.cls_token.expand(B, -1, -1) # (B, 1, D)
        return torch.cat([cls, x], dim=1)      # (B, 1+P, D)


class Attention(nn.Module):
    """Tokens (B, L, D) to tokens (B, L, D), each a mixture of all."""

    def __init__(self, D, nh):
        super().__init__()
        self.nh = nh
        self.qkv = nn.Linear(D, 3 * D)
        self.out = nn.Linear(D, D)

    def heads(self, x):
        """Queries, keys and values of tokens (B, L, D): (B, nh, L, D/nh)."""
        B, L, D = x.shape                      # (B, L, D)
        x = self.qkv(x)                        # (B, L, 3*D)
        x = x.reshape(B, L, 3, self.nh, -1)    # (B, L, 3, nh, D/nh)
        x = x.permute(2, 0, 3, 1, 4)           # (3, B, nh, L, D/nh)
        return x.unbind()                      # each (B, nh, L, D/nh)

    def weights(self, q, k):
        """How much each query takes of each key: (B, nh, L, L)."""
        B, nh, L, hd = q.shape                 # (B, nh, L, hd)
        scores = q @ k.mT / hd ** 0.5          # (B, nh, L, L)
        return scores.softmax(dim=-1)          # (B, nh, L, L)

    def forward(self, x):
        B, L, D = x.shape                      # (B, L, D)
        q, k, v = self.heads(x)                # each (B, nh, L, D/nh)
        x = self.weights(q, k) @ v             # (B, nh, L, D/nh)
        x = x.transpose(1, 2)                  # (B, L, nh, D/nh)
        x = x.flatten(2)                       # (B, L, D)
        return self.out(x)                     # (B, L, D)


class Block(nn.Module):
    """Tokens (B, L, D) to tokens (B, L, D): attention looks around, and an
    MLP thinks about what it saw. Both add to x, and read it normalised."""

    def __init__(self, D, nh):
        super().__init__()
        self.norm_1, self.norm_2 = nn.LayerNorm(D), nn.LayerNorm(D)
        self.attention = Attention(D, nh)
        self.mlp = nn.Sequential(
            nn.Linear(D, 4 * D), nn.GELU(), nn.Linear(4 * D, D))

    def forward(self, x):
        B, L, D = x.shape                      # (B, L, D)
        x = x + self.attention(self.norm_1(x)) # (B, L, D)
        return x + self.mlp(self.norm_2(x))    # (B, L, D)


class ViT(nn.Module):
    """Scores (B, K) for images (B, C, H, W); D wide, `depth` blocks deep."""

    def __init__(self, in_ch=1, grid=(4, 4), ps=2, D=48, nh=4, depth=4, K=10):
        super().__init__()
        self.embed = PatchEmbedding(in_ch, grid, ps, D)
        self.blocks = nn.Sequential(*[Block(D, nh) for _ in range(depth)])
        self.norm = nn.LayerNorm(D)
        self.head = nn.Linear(D, K)

    def forward(self, x):
        """P = H/ps * W/ps"""
        B, C, H, W = x.shape                   # (B, C, H, W)
        x = self.embed(x)                      # (B, 1+P, D)
        x = self.blocks(x)                     # (B, 1+P, D)
        x = self.norm(x[:, 0])                 # (B, D)
        return self.head(x)                    # (B, K)


def main():
    B, C, H, W, ps, D, K = 2, 3, 12, 20, 4, 24, 10
    grid = h, w = H // ps, W // ps
    images = torch.rand(B, C, H, W, device=DEVICE)  # (B, C, H, W)
    model = ViT(C, grid, ps, D, nh=4, depth=2, K=K).to(DEVICE)
    tokens = model.embed(images)                    # (B, 1+h*w, D)
    scores = model(images)                          # (B, K)
    print([tuple(x.shape) for x in (images, tokens, scores)])


if __name__ == "__main__":
    main()
