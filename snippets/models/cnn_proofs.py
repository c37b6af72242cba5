"""Prove a residual network right, beyond "it trains", and catch its bugs."""

from copy import deepcopy
from itertools import product

import torch
from torch import nn
from torch.nn import functional as F

from cnn import CNN
from cnn_bugs import BUGS


def small(error, what):
    worst = error.abs().max().item()
    assert worst < 1e-4, f"not true that {what}: off by {worst:.2g}"
    return f"{what}, off by {worst:.1g}"


def convolution_is_a_loop(model):
    conv, x = model.block_3.first[0], torch.randn(2, 12, 6, 8)
    error, x = conv(x).detach(), F.pad(x, (1, 1, 1, 1))
    down, across = conv.stride
    for b, d, r, c in product(*map(range, error.shape)):
        patch = x[b, :, r * down:, c * across:][:, :3, :3]
        error[b, d, r, c] -= (patch * conv.weight[d]).sum()
    return small(error, "each pixel is one patch times one kernel")


def alone_as_in_a_batch(model):
    images = torch.randn(4, 1, 12, 16)
    alone = torch.cat([model(image[None]) for image in images])
    return small(alone - model(images), "an image scores alone as in a batch")


def pools_as_torch(model):
    images = torch.randn(4, 1, 13, 18)
    pool = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), model.head)
    error = model(images) - pool(model.features(images))
    return small(error, "it pools as nn.AdaptiveAvgPool2d does")


def shift_moves_the_features(model):
    image = torch.randn(1, 1, 48, 64)
    there = model.features(image.roll((4, 4), dims=(2, 3)))
    error = there[..., 4:-4, 4:-4] - model.features(image)[..., 3:-5, 3:-5]
    return small(error, "four pixels further is one feature further")


def shortcuts_carry(model):
    model, x = deepcopy(model), torch.randn(2, 1, 12, 16)
    for block in model.block_1, model.block_2, model.block_3:
        block.second[1].weight.data *= 0
    expected = model.stem(x).relu()
    for block in model.block_2, model.block_3:
        expected = block.shortcut(expected).relu()
    error = model.features(x) - expected
    return small(error, "with silent branches, the shortcuts remain")


def right_answer_costs_nothing(model):
    model, right = deepcopy(model), torch.tensor([3])
    model.head.weight.data *= 0
    model.head.bias.data = 50.0 * F.one_hot(right[0], 10)
    loss = F.cross_entropy(model(torch.rand(1, 1, 8, 12)), right)
    return small(loss, "a right answer, given surely, has no loss")


def every_parameter_learns(model):
    scores = model(torch.randn(6, 1, 12, 16))
    F.cross_entropy(scores, torch.arange(6)).backward()
    still = [name for name, one in model.named_parameters()
             if one.grad is None or not one.grad.any()]
    assert not still, f"no gradient at {still[0]} and {len(still) - 1} more"
    return "every parameter has a gradient"


PROOFS = (convolution_is_a_loop, alone_as_in_a_batch,
          shift_moves_the_features, shortcuts_carry,
          right_answer_costs_nothing, pools_as_torch,
          every_parameter_learns)


def built(kind):
    """A small one in eval mode, whose norms have seen some images."""
    torch.manual_seed(0)
    model = kind(D=6)
    model(torch.randn(16, 1, 12, 16))
    return model.eval()


def noticed(kind):
    """The first proof that a bug fails, and its words."""
    for proof in PROOFS:
        try:
            proof(built(kind))
        except AssertionError as error:
            return f"{proof.__name__} says\n  {error}"
    raise AssertionError(f"nobody noticed {kind.__name__}")


def main():
    for proof in PROOFS:
        print(f"{proof.__name__:26} {proof(built(CNN))}")
    for kind in BUGS:
        print(f"\n{kind.__name__}: {kind.__doc__}\n  {noticed(kind)}")


if __name__ == "__main__":
    main()
