"""Plant nine bugs in CLIP that runs on without an error."""

import torch
from torch.nn import functional as F

from clip import CLIP, ImageTower, TextTower
from promises import plant


class broken_norm_over_batch(CLIP):
    """Each feature is divided by its length over the batch, along dim 0."""

    def scores(self, seen, read):
        seen, read = F.normalize(seen, dim=0), F.normalize(read, dim=0)
        return self.logit_scale.exp() * seen @ read.mT


class broken_no_norm(CLIP):
    """Nothing is brought to length 1: whoever shouts is heard."""

    def scores(self, seen, read):
        return self.logit_scale.exp() * seen @ read.mT


class broken_scale_twice(CLIP):
    """The scale is there two times, once on each side."""

    def scores(self, seen, read):
        return super().scores(seen, read) * self.logit_scale.exp()


class broken_log(CLIP):
    """logit_scale is a logarithm, and nobody takes its exp."""

    def scores(self, seen, read):
        cosines = super().scores(seen, read) / self.logit_scale.exp()
        return cosines * self.logit_scale


class broken_detach(CLIP):
    """The scale is detached: it stays what it was."""

    def scores(self, seen, read):
        seen, read = F.normalize(seen, dim=1), F.normalize(read, dim=1)
        return self.logit_scale.detach().exp() * seen @ read.mT


class broken_one_way(CLIP):
    """Images pick their caption, and captions pick nothing."""

    def loss(self, images, ids):
        own = torch.arange(len(ids), device=ids.device)
        return F.cross_entropy(self(images, ids), own)


class broken_labels(CLIP):
    """zeros for arange: caption 0 is right for every image."""

    def loss(self, images, ids):
        scores = self(images, ids)
        own = torch.zeros(len(ids), dtype=torch.long, device=ids.device)
        return (F.cross_entropy(scores, own)
                + F.cross_entropy(scores.mT, own)) / 2


class broken_sides(CLIP):
    """The captions are the rows, where the images should be."""

    def scores(self, seen, read):
        return super().scores(read, seen)


class broken_end(TextTower):
    """The last place speaks for the caption, and often it is padding."""

    def forward(self, ids):
        x = self.token(ids) + self.position.weight[:ids.shape[1]]
        return self.project(self.norm(self.block(x)[:, -1]))


BUGS = (broken_norm_over_batch, broken_no_norm, broken_scale_twice, broken_log,
        broken_detach, broken_one_way, broken_labels, broken_sides, broken_end)


def main():
    images, ids = torch.rand(4, 1, 10, 8), torch.randint(31, (4, 9))
    for broken in BUGS:
        text = TextTower(31, 16, nh=2, context=12, D=24)
        model = plant(CLIP(ImageTower(1, 16, 24), text), broken)
        print(f"{broken.__name__:23}scores {tuple(model(images, ids).shape)}, "
              f"loss {model.loss(images, ids):.2f}")


if __name__ == "__main__":
    main()
