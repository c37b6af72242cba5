"""Prove a UNet right, beyond "it trains", and catch its bugs."""

from itertools import product

import torch
from torch.nn import functional as F

from promises import gap, report
from unet import UNet
from unet_bugs import BUGS

WAYS = ("down_2", "lowest", "up_2", 2), ("down_1", "up_2", "up_1", 1)


def inputs(model, H=12, W=20):
    """Images, times and labels. B is dim, so that a turned table would fit."""
    B, K = model.dim, model.label.num_embeddings - 1
    x = torch.randn(B, model.enter.in_channels, H, W)
    return x, torch.rand(B), torch.randint(K, (B,))


@torch.no_grad()
def at(model, name, given, silent="norm"):
    """What enters and leaves a part, while another says nothing but zeros."""
    seen, parts = [], dict(model.named_modules())
    hush = parts[silent].register_forward_hook(lambda part, x, y: 0 * y)
    keep = parts[name].register_forward_hook(
        lambda part, x, y: seen.extend((x[0], y)))
    model(*given)
    hush.remove(), keep.remove()
    return seen


def convolutions_are_sums(model):
    conv, x = model.halve_1, torch.randn(1, model.dim, 8, 12)
    wide, y = F.pad(x, (1, 1, 1, 1))[0], conv(x)[0]
    for d, r, c in product(*map(range, y.shape)):
        patch = wide[:, 2 * r:2 * r + 3, 2 * c:2 * c + 3]
        y[d, r, c] -= (patch * conv.weight[d]).sum() + conv.bias[d]
    return gap(y, 0 * y, "a pixel and one patch times one kernel")


def blocks_add_to_x(model):
    for name in "down_1", "down_2", "lowest", "up_2", "up_1":
        x, y = at(model, name, inputs(model), f"{name}.conv_2")
        y = y - model.get_submodule(name).shortcut(x)
        words = gap(y, 0 * y, f"with its branch silent, {name}")
    return words


def skips_carry(model):
    x, t, label = inputs(model)
    for _, below, up, _ in WAYS:
        one, other = (
            at(model, up, (image, t, label), below)[1] for image in (x, -x))
        moved = (one - other).abs().max()
        assert moved > 1e-3, f"with {below} silent, {up} hears of no image"
    return f"with {below} silent, another image moves {up} by {moved:.2f}"


def skips_keep_the_places(model):
    x, t, label = inputs(model, 36, 56)
    x[:, :, :16] = x[:, :, 20:] = x[..., :26] = x[..., 30:] = 0
    for _, below, up, step in WAYS:
        one = at(model, up, (x, t, label), below)[1].roll(1, dims=-1)
        other = at(model, up, (x.roll(step, dims=-1), t, label), below)[1]
        far = (one - other)[..., 8:-8]
        words = gap(far, 0 * far, f"an image moved by {step}, seen from {up},")
    return words


def skips_come_last(model):
    given = inputs(model)
    for down, _, up, _ in WAYS:
        skip = at(model, down, given)[1]
        last = at(model, up, given)[0][:, -skip.shape[1]:]
        words = gap(last, skip, f"what left {down} and the last of {up}")
    return words


def samples_are_alone(model):
    given = inputs(model, 7, 13)
    copies, y = (one[-1:].expand_as(one) for one in given), model(*given)
    assert y.shape == given[0].shape, f"7 x 13 came out as {tuple(y.shape)}"
    return gap(model(*copies)[-1], y[-1], "7 x 13, among copies of itself,")


def time_and_class_are_heard(model):
    x, t, label = inputs(model)
    y, later, other = model(x, t, label), (t + 1) / 2, label + 1
    for word, now in ("time", (later, label)), ("class", (t, other)):
        heard = (model(x, *now) - y).abs().amax(dim=(1, 2, 3)).min()
        assert heard > 1e-4, f"another {word} changes nothing"
    return f"another class moves each sample by {heard:.2f} and more"


def every_parameter_learns(model):
    model(*inputs(model)).square().sum().backward()
    for name, one in model.named_parameters():
        assert one.grad is not None and one.grad.any(), f"{name} has none"
    return f"{len(list(model.parameters()))} of them have a gradient"


PROOFS = (convolutions_are_sums, blocks_add_to_x, skips_carry,
          skips_keep_the_places, skips_come_last, samples_are_alone,
          time_and_class_are_heard, every_parameter_learns)


def built():
    return UNet(3, 16, 10)


def main():
    report(built, PROOFS, BUGS)


if __name__ == "__main__":
    main()
