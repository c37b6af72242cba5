"""Give every sequence in the batch the same class token, without a copy."""

import torch
from torch import nn

DEVICE = torch.device("cpu")


class ClassToken(nn.Module):
    def __init__(self, embed_dim):
        super().__init__()
        token = torch.randn(embed_dim)              # (D,), where D = embed_dim
        self.cls_token = nn.Parameter(token)        # (D,), where D = embed_dim

    def forward(self, x):
        B, P, D = x.shape                           # (B, P, D)
        cls = self.cls_token.unsqueeze(0)           # (1, D)
        cls = cls.unsqueeze(0)                      # (1, 1, D)
        cls = cls.expand(B, -1, -1)                 # (B, 1, D)
        return torch.cat([cls, x], dim=1)           # (B, P+1, D)


def main():
    B, P, D = 8, 12, 64
    patches = torch.rand(B, P, D, device=DEVICE)    # (B, P, D)
    model = ClassToken(D).to(DEVICE)
    x = model(patches)                              # (B, P+1, D)
    print(f"{tuple(patches.shape)} with a class token {tuple(x.shape)}")

    token = model.cls_token.view(1, 1, D)           # (1, 1, D)
    cls = token.expand(B, -1, -1)                   # (B, 1, D)
    copy = token.repeat(B, 1, 1)                    # (B, 1, D)
    assert torch.equal(cls, copy)
    print(f"expand: stride {cls.stride()}, {stored(cls)} numbers in memory")
    print(f"repeat: stride {copy.stride()}, {stored(copy)} numbers in memory")


def stored(x):
    return x.untyped_storage().nbytes() // x.element_size()


if __name__ == "__main__":
    main()
