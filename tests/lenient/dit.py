"""In the manner of DiT and MAE: N, T and D for what the code calls otherwise, sums in a docstring."""

import torch
import torch.nn as nn


class Block(nn.Module):
    def __init__(self, hidden_size):
        super().__init__()
        self.norm = nn.LayerNorm(hidden_size)
        self.modulation = nn.Linear(hidden_size, 2 * hidden_size)

    def forward(self, x, c):
        shift, scale = self.modulation(c).chunk(2, dim=1)
        return x * (1 + scale.unsqueeze(1)) + shift.unsqueeze(1)


class DiT(nn.Module):
    def __init__(self, input_size=12, patch_size=2, in_channels=4, hidden_size=24, num_classes=10):
        super().__init__()
        self.patch_size = patch_size
        self.out_channels = 2 * in_channels
        self.x_embedder = nn.Conv2d(in_channels, hidden_size, patch_size, patch_size)
        self.pos_embed = nn.Parameter(torch.zeros(1, (input_size // patch_size) ** 2, hidden_size))
        self.t_embedder = nn.Linear(1, hidden_size)
        self.y_embedder = nn.Embedding(num_classes, hidden_size)
        self.blocks = nn.ModuleList([Block(hidden_size) for _ in range(2)])
        self.final_layer = nn.Linear(hidden_size, patch_size * patch_size * self.out_channels)

    def unpatchify(self, x):
        """
        x: (N, T, patch_size**2 * C)
        imgs: (N, H, W, C)
        """
        c, p = self.out_channels, self.patch_size
        h = w = int(x.shape[1] ** 0.5)
        x = x.reshape(shape=(x.shape[0], h, w, p, p, c))
        x = torch.einsum("nhwpqc->nchpwq", x)
        return x.reshape(shape=(x.shape[0], c, h * p, h * p))  # (N, c, h * p, w * p)

    def random_masking(self, x, mask_ratio):
        N, L, D = x.shape  # batch, length, dim
        keep = int(L * (1 - mask_ratio))
        noise = torch.rand(N, L)  # noise in [0, 1]
        ids = torch.argsort(noise, dim=1)  # ascend: small is keep, large is remove
        kept = torch.gather(x, 1, ids[:, :keep].unsqueeze(-1).repeat(1, 1, D))  # [N, keep, D], the seen
        mask = torch.ones([N, L])  # [N, L], 0 is keep, 1 is remove
        mask[:, :keep] = 0  # [N, L]
        return kept, mask

    def forward(self, x, t, y):
        """
        x: (N, C, H, W) tensor of spatial inputs
        t: (N,) tensor of diffusion timesteps
        """
        x = self.x_embedder(x).flatten(2).transpose(1, 2) + self.pos_embed  # (N, T, D), where T = H * W / patch_size ** 2
        t = self.t_embedder(t[:, None])          # (N, D)
        y = self.y_embedder(y)                   # (N, hidden_size)
        c = t + y                                # (N, D)
        for block in self.blocks:
            x = block(x, c)                      # (N, T, D)
        self.random_masking(x, 0.75)
        x = self.final_layer(x)                  # (N, T, patch_size ** 2 * out_channels)
        x = self.unpatchify(x)                   # (N, out_channels, H, W)
        return x


def main():
    dit = DiT()
    dit(torch.rand(3, 4, 12, 12), torch.rand(3), torch.tensor([1, 2, 3]))
