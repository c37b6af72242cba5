"""Keep a place in a model with Identity, and switch a path off by zeros."""

import torch
from torch import nn

DEVICE = torch.device("cpu")


class Block(nn.Module):
    def __init__(self, in_ch, out_ch, p_dropout=0.1):
        super().__init__()
        same = in_ch == out_ch
        self.skip = nn.Identity() if same else nn.Conv2d(in_ch, out_ch, 1)
        self.act = nn.SiLU()
        self.dropout = nn.Dropout(p_dropout)
        self.conv = nn.Conv2d(in_ch, out_ch, 3, padding=1)
        nn.init.zeros_(self.conv.weight)
        nn.init.zeros_(self.conv.bias)

    def forward(self, x):
        """
        D = out_ch
        """
        B, C, H, W = x.shape                       # (B, C, H, W)
        h = self.act(x)                            # (B, C, H, W)
        h = self.dropout(h)                        # (B, C, H, W)
        h = self.conv(h)                           # (B, D, H, W)
        return self.skip(x) + h                    # (B, D, H, W)


def without_its_head(D, K):
    """Take the features of a classifier instead of its scores."""
    model = nn.Sequential()
    model.body = nn.Linear(D, 2 * D)
    model.head = nn.Linear(2 * D, K)
    model.head = nn.Identity()
    return model


def main():
    B, C, H, W, K = 8, 12, 14, 20, 5
    x = torch.rand(B, C, H, W, device=DEVICE)      # (B, C, H, W)
    same, wider = Block(C, C), Block(C, 3 * C)
    y = same(x)                                    # (B, C, H, W)
    z = wider(x)                                   # (B, 3*C, H, W)
    assert y.equal(x), "at the start the block does nothing"
    print(f"{type(same.skip).__name__} {tuple(y.shape)}")
    print(f"{type(wider.skip).__name__} {tuple(z.shape)}")
    features = without_its_head(W, K)(x)           # (B, C, H, 2*W)
    print(f"without its head {tuple(features.shape)}")
    print(f"Identity saves {list(nn.Identity().state_dict())}")


if __name__ == "__main__":
    main()
