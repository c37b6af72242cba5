"""Prove a rectified flow right, beyond "it trains", and catch its bugs."""

import torch
from torch import nn

from promises import gap, report
from rectified_flow import RectifiedFlow, euler, midpoint
from rectified_flow_bugs import BUGS

B, C, H, W, K = 12, 3, 8, 12, 10      # B is W: a wrong broadcast would fit


class Oracle(nn.Module):
    """Knows the one image there is, so it knows the velocity everywhere."""

    def __init__(self, image):
        super().__init__()
        self.image = image

    def forward(self, x, t, labels):
        self.asked = t
        return (self.image - x) / (1 - t)[:, None, None, None]


def knowing(model):
    """The model with an oracle in the place of its UNet, and B such images."""
    image = torch.rand(C, H, W, dtype=torch.float64)
    model.unet = Oracle(image)
    return model, image.expand(B, C, H, W)


def lines_have_ends(model):
    noise, images = torch.randn(2, B, C, H, W)
    t = (torch.arange(B) % 2).float()
    x = model.between(noise, images, t)
    gap(x[::2], noise[::2], "at t = 0, noise and what it takes")
    return gap(x[1::2], images[1::2], "at t = 1, an image and what it takes")


def each_sample_has_its_time(model):
    model, images = knowing(model)
    model(images, torch.zeros(B).long())
    times = len(model.unet.asked.unique())
    assert times == B, f"different times for {B} samples: {times}"
    return f"different times for {B} samples: {times}"


def true_velocity_costs_nothing(model):
    model, images = knowing(model)
    loss = model(images, torch.zeros(B).long())
    return gap(loss, 0 * loss, "from zero, the loss of the true velocity")


def true_velocity_arrives(model):
    model, images = knowing(model)
    noise, labels = torch.randn(B, C, H, W).double(), torch.zeros(B).long()
    for steps in 3, 1:
        made = model.sample(noise, labels, steps)
        words = gap(made, images, f"the image, reached in steps of 1/{steps},")
    return words


def steps_pay_off(model):
    """x' = t - x from x = 0 ends at 1 / e."""
    def field(x, t):
        return t[:, None, None, None] - x

    start, ratios = torch.zeros(B, C, H, W).double(), []
    for step, wanted in (euler, 2), (midpoint, 4):
        off = [model.walk(field, start, steps, step).mean() - torch.e ** -1
               for steps in (50, 100)]
        ratios.append((off[0] / off[1]).item())
        assert abs(ratios[-1] / wanted - 1) < 0.05, (
            f"twice the steps divide {step.__name__}'s error "
            f"by {ratios[-1]:.2f}, not by {wanted}")
    return "twice the steps divide it by {:.2f} and {:.2f}".format(*ratios)


def guidance_starts_at_no_class(model):
    x, t, labels = torch.randn(B, C, H, W), torch.rand(B), torch.arange(B) % K
    plain = model.unet(x, t, torch.full((B,), K))
    gap(model.guided(x, t, labels, 0), plain, "scale 0 and no class")
    asked = model.unet(x, t, labels)
    return gap(model.guided(x, t, labels, 1), asked, "scale 1 and the class")


def every_parameter_learns(model):
    model(torch.rand(B, C, H, W), torch.arange(B) % K).backward()
    for name, one in model.named_parameters():
        assert one.grad is not None and one.grad.any(), f"{name} has none"
    return f"{len(list(model.parameters()))} of them have a gradient"


PROOFS = (lines_have_ends, each_sample_has_its_time, steps_pay_off,
          true_velocity_costs_nothing, true_velocity_arrives,
          guidance_starts_at_no_class, every_parameter_learns)


def built():
    return RectifiedFlow(C, 8, K)


def main():
    report(built, PROOFS, BUGS)


if __name__ == "__main__":
    main()
