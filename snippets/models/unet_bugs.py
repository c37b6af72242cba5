"""Write six bugs that a UNet carries without an error."""

import torch
from torch.nn import functional as F

from promises import plant
from unet import ResBlock, UNet, waves


class broken_residual(ResBlock):
    """A block is its branch, and nothing of x goes past it."""

    def forward(self, x, emb):
        return super().forward(x, emb) - self.shortcut(x)


class broken_late_skip(UNet):
    """The skip was kept after the halving, and resized until it fitted."""

    def join(self, x, skip):
        late = F.interpolate(skip[..., ::2, ::2], size=skip.shape[2:])
        return super().join(x, late)


class broken_no_skip(UNet):
    """The skip is of the right shape, and empty."""

    def join(self, x, skip):
        return super().join(x, torch.zeros_like(skip))


class broken_swapped_cat(UNet):
    """The skip comes first: new weights could learn that, trained ones not."""

    def join(self, x, skip):
        return super().join(x, skip).roll(skip.shape[1], dims=1)


class broken_turned_times(UNet):
    """The times lie along the wrong axis, and B = dim hides it."""

    def embed(self, t, label):
        return self.time(waves(t, self.dim).T) + self.label(label)


class broken_deaf_to_class(UNet):
    """The class is looked up and never added."""

    def embed(self, t, label):
        return self.time(waves(t, self.dim)) + 0 * self.label(label)


BUGS = (broken_residual, broken_late_skip, broken_no_skip,
        broken_swapped_cat, broken_turned_times, broken_deaf_to_class)


def main():
    C, dim, K = 3, 16, 10
    x, t = torch.rand(dim, C, 8, 12), torch.rand(dim)
    label = torch.randint(K, (dim,))
    for broken in BUGS:
        y = plant(UNet(C, dim, K), broken)(x, t, label)
        print(f"{broken.__name__:20} gives {tuple(y.shape)}")


if __name__ == "__main__":
    main()
