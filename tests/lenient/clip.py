"""In the manner of CLIP: square brackets, a star for the batch, layouts in one word."""

import torch
from torch import nn


class AttentionPool(nn.Module):
    def __init__(self, spacial_dim, embed_dim):
        super().__init__()
        self.positional_embedding = nn.Parameter(torch.randn(spacial_dim**2 + 1, embed_dim))

    def forward(self, x):
        N, C, H, W = x.shape
        x = x.flatten(start_dim=2).permute(2, 0, 1)  # NCHW -> (HW)NC
        x = torch.cat([x.mean(dim=0, keepdim=True), x], dim=0)  # (HW+1)NC
        x = x + self.positional_embedding[:, None, :]  # (HW+1)NC
        return x[0]


class VisionTransformer(nn.Module):
    def __init__(self, input_resolution, patch_size, width, output_dim):
        super().__init__()
        self.conv1 = nn.Conv2d(3, width, kernel_size=patch_size, stride=patch_size)
        grid = input_resolution // patch_size
        self.class_embedding = nn.Parameter(torch.randn(width))
        self.positional_embedding = nn.Parameter(torch.randn(grid**2 + 1, width))
        self.transformer = nn.TransformerEncoderLayer(width, 2, 2 * width)
        self.proj = nn.Parameter(torch.randn(width, output_dim))

    def forward(self, x):
        x = self.conv1(x)  # shape = [*, width, grid, grid]
        x = x.reshape(x.shape[0], x.shape[1], -1)  # shape = [*, width, grid ** 2]
        x = x.permute(0, 2, 1)  # shape = [*, grid ** 2, width]
        x = torch.cat([self.class_embedding.expand(x.shape[0], 1, -1), x], dim=1)  # shape = [*, grid ** 2 + 1, width]
        x = x + self.positional_embedding
        x = x.permute(1, 0, 2)  # NLD -> LND
        x = self.transformer(x)
        x = x.permute(1, 0, 2)  # LND -> NLD
        return x[:, 0, :] @ self.proj  # [batch_size, output_dim]


class CLIP(nn.Module):
    def __init__(self, vocab_size, context_length, d_model):
        super().__init__()
        self.visual = VisionTransformer(12, 4, 6, 5)
        self.pool = AttentionPool(3, 6)
        self.token_embedding = nn.Embedding(vocab_size, d_model)
        self.text_projection = nn.Parameter(torch.empty(d_model, 5))

    def encode_text(self, text):
        x = self.token_embedding(text)  # [batch_size, n_ctx, d_model]
        # x.shape = [batch_size, n_ctx, transformer.width]
        x = x[torch.arange(x.shape[0]), text.argmax(dim=-1)] @ self.text_projection
        return x

    def forward(self, image, text):
        self.pool(self.visual.conv1(image))
        image_features, text_features = self.visual(image), self.encode_text(text)
        # shape = [global_batch_size, global_batch_size]
        return image_features @ text_features.t()


def main():
    CLIP(20, 7, 8)(torch.rand(2, 3, 12, 12), torch.randint(0, 20, (2, 7)))
