"""Turn an image into patch tokens, with a class token and positions."""

import torch
from torch import nn

DEVICE = torch.device("cpu")


class PatchEmbedding(nn.Module):
    def __init__(self, img_size=(224, 224), in_ch=3, embed_dim=512,
                 patch_size=32, p_dropout=0.1):
        super().__init__()
        H, W = self.img_size = tuple(img_size)
        if H % patch_size or W % patch_size:
            raise ValueError(f"{patch_size} does not divide {H} x {W}")
        P = (H // patch_size) * (W // patch_size)
        self.patch_embed = nn.Conv2d(
            in_ch, embed_dim, kernel_size=patch_size, stride=patch_size)
        cls = torch.zeros(1, 1, embed_dim)      # (1, 1, embed_dim)
        pos = torch.zeros(1, P + 1, embed_dim)  # (1, P+1, embed_dim)
        self.cls_token = nn.Parameter(cls)      # (1, 1, embed_dim)
        self.pos_embed = nn.Parameter(pos)      # (1, P+1, embed_dim)
        self.dropout = nn.Dropout(p_dropout)

    def forward(self, x):
        """
        D = embed_dim
        ps = patch_size
        P = H/ps * W/ps
        """
        B, C, H, W = x.shape           # (B, C, H, W)
        if (H, W) != self.img_size:
            raise ValueError(f"built for {self.img_size}, got {(H, W)}")
        x = self.patch_embed(x)        # (B, D, H/ps, W/ps)
        x = x.flatten(2)               # (B, D, P)
        x = x.transpose(1, 2)          # (B, P, D)
        cls = self.cls_token           # (1, 1, D)
        cls = cls.expand(B, -1, -1)    # (B, 1, D)
        x = torch.cat([cls, x], dim=1) # (B, P+1, D)
        x = x + self.pos_embed         # (B, P+1, D) + (1, P+1, D) = (B, P+1, D)
        return self.dropout(x)         # (B, P+1, D)


def patch_embedding():
    B, C, H, W = 8, 3, 128, 160
    L, D, ps = 77, 512, 32
    P = (H // ps) * (W // ps)
    image = torch.rand(B, C, H, W, device=DEVICE)  # (B, C, H, W)
    txt_toks = torch.rand(B, L, D, device=DEVICE)  # (B, L, D)
    model = PatchEmbedding(img_size=(H, W), in_ch=C, embed_dim=D, patch_size=ps)
    patch_emb = model.to(DEVICE)(image)            # (B, P+1, D)
    print([tuple(h.shape) for h in (image, txt_toks, patch_emb)])


def main():
    patch_embedding()


if __name__ == "__main__":
    main()
