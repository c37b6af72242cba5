import torch
from torch import nn


class TinyViT(nn.Module):
    def __init__(self, embed_dim=48, ps=4, K=10):
        super().__init__()
        self.patch = nn.Conv2d(3, embed_dim, ps, stride=ps)
        self.attend = nn.MultiheadAttention(embed_dim, 3, batch_first=True)
        self.head = nn.Linear(embed_dim, K)
        self.ps = ps

    def forward(self, x):
        B, C, H, W = x.shape
        x = self.patch(x)                    # (B, embed_dim, H/ps, W/ps)
        x = x.flatten(2)
        x = x.transpose(1, 2)                # (B, embed_dim, H/ps*W/ps)
        x = x + self.attend(x, x, x)[0]
        pooled = x.mean(dim=1)
        return self.head(pooled)             # (B, K)


def main():
    B, C, H, W = 6, 3, 12, 20
    images = torch.rand(B, C, H, W)
    logits = TinyViT()(images)
    print(logits.shape)


if __name__ == "__main__":
    main()
