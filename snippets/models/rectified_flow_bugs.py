"""Write six bugs that a rectified flow carries without an error."""

import torch

from promises import plant
from rectified_flow import RectifiedFlow, euler


class broken_order(RectifiedFlow):
    """Noise and images change places: t = 1 is noise, as in other papers."""

    def between(self, noise, images, t):
        return super().between(images, noise, t)


class broken_sign(RectifiedFlow):
    """The velocity points back to the noise."""

    def target(self, noise, images):
        return noise - images


class broken_times(RectifiedFlow):
    """The whole batch learns at the time of its first sample."""

    def times(self, images):
        return super().times(images)[:1].expand(len(images))


class broken_axis(RectifiedFlow):
    """The times lie along the width, and B = W hides it."""

    def between(self, noise, images, t):
        return (1 - t) * noise + t * images


class broken_last_step(RectifiedFlow):
    """One step is missing, so it stops before the images."""

    def walk(self, field, x, steps, step=euler):
        for n in range(steps - 1):
            t = x.new_full((len(x),), n / steps)
            x = step(field, x, t, 1 / steps)
        return x


class broken_clock(RectifiedFlow):
    """The clock runs backwards while it walks: t is 1 at the noise."""

    def walk(self, field, x, steps, step=euler):
        return super().walk(lambda x, t: field(x, 1 - t), x, steps, step)


BUGS = (broken_order, broken_sign, broken_times, broken_axis,
        broken_last_step, broken_clock)


def main():
    B, C, H, W, dim, K = 12, 3, 8, 12, 8, 10
    images, labels = torch.rand(B, C, H, W), torch.randint(K, (B,))
    for broken in BUGS:
        model = plant(RectifiedFlow(C, dim, K), broken)
        loss = model(images, labels)
        made = model.sample(torch.randn(B, C, H, W), labels, steps=4)
        print(f"{broken.__name__:16} loss {tuple(loss.shape)}, "
              f"made {tuple(made.shape)}")


if __name__ == "__main__":
    main()
