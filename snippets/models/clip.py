"""Let images and captions find each other: two towers, one space.

Radford et al., Learning Transferable Visual Models From Natural Language
Supervision, 2021. Simplified: a small conv net sees, and one block of a GPT
over characters reads. As in the paper, a caption is read from left to right,
and what stands at its last character speaks for all of it.
"""

import math

import torch
from torch import nn
from torch.nn import functional as F

from char_gpt import Block


class ImageTower(nn.Module):
    """From images (B, C, H, W) to one vector each: (B, D)."""

    def __init__(self, in_ch, width, D):
        super().__init__()
        self.convs = nn.Sequential(
            nn.Conv2d(in_ch, width, 3, padding=1), nn.ReLU(),
            nn.Conv2d(width, width, 3, padding=1), nn.ReLU())
        self.pool = nn.AdaptiveAvgPool2d((2, 3))
        self.project = nn.Linear(width * 2 * 3, D)

    def forward(self, x):
        B, C, H, W = x.shape                      # (B, C, H, W)
        x = self.convs(x)                         # (B, width, H, W)
        x = self.pool(x)                          # (B, width, 2, 3)
        x = x.flatten(1)                          # (B, width*2*3)
        return self.project(x)                    # (B, D)


class TextTower(nn.Module):
    """From captions (K, L) to one vector each: (K, D).

    The last id of the vocabulary ends a caption; what follows is padding.
    """

    def __init__(self, V, width, nh, context, D):
        super().__init__()
        self.token = nn.Embedding(V, width)
        self.position = nn.Embedding(context, width)
        self.block = Block(width, nh, context)
        self.norm = nn.LayerNorm(width)
        self.project = nn.Linear(width, D)

    def forward(self, ids):
        K, L = ids.shape                          # (K, L)
        at = torch.arange(L, device=ids.device)   # (L,)
        x = self.token(ids) + self.position(at)   # (K, L, width)
        x = self.block(x)                         # (K, L, width)
        each = torch.arange(K, device=ids.device) # (K,)
        ends = ids.argmax(dim=1)                  # (K,)
        x = x[each, ends]                         # (K, width)
        x = self.norm(x)                          # (K, width)
        return self.project(x)                    # (K, D)


class CLIP(nn.Module):
    """Score images (B, C, H, W) against captions (K, L): (B, K)."""

    def __init__(self, image, text):
        super().__init__()
        self.image, self.text = image, text
        self.logit_scale = nn.Parameter(torch.tensor(math.log(1 / 0.07)))

    def scores(self, seen, read):
        """Cosines of all pairs of (B, D) and (K, D), times the scale."""
        (B, D), K = seen.shape, len(read)
        seen = F.normalize(seen, dim=1)           # (B, D)
        read = F.normalize(read, dim=1)           # (K, D)
        scale = self.logit_scale.exp()            # ()
        return scale * seen @ read.mT             # (B, K)

    def forward(self, images, ids):
        B, K = len(images), len(ids)
        seen, read = self.image(images), self.text(ids)
        return self.scores(seen, read)            # (B, K)

    def loss(self, images, ids):
        """Image i belongs to caption i: each has to pick the other, ()."""
        B = len(images)
        scores = self(images, ids)                # (B, B)
        own = torch.arange(B, device=ids.device)  # (B,)
        to_text = F.cross_entropy(scores, own)    # ()
        to_image = F.cross_entropy(scores.T, own)   # ()
        return (to_text + to_image) / 2           # ()


def main():
    B, C, H, W = 4, 1, 10, 8
    K, L, V, D, width = 5, 9, 31, 24, 16
    text = TextTower(V, width, nh=2, context=12, D=D)
    model = CLIP(ImageTower(C, width, D), text)
    images = torch.rand(B, C, H, W)               # (B, C, H, W)
    ids = torch.randint(V, (K, L))                # (K, L)
    scores = model(images, ids)                   # (B, K)
    loss = model.loss(images, ids[:B])            # ()
    print(f"scores {tuple(scores.shape)}, loss {loss:.2f} of {B} pairs")


if __name__ == "__main__":
    main()
