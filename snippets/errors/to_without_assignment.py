"""`.to(device)` on a tensor returns the moved tensor, and nobody kept it.

A module moves itself, so `model.to("cuda")` alone is enough. A tensor stays
where it is, and `.to` hands you a copy. The line looks alike, and does
nothing.

Fix: `images = images.to("cuda")`. The same holds for `.float()`, `.half()`
and `.cuda()`.

Tempting: Move the model back to the CPU. It runs, and the GPU does nothing.
"""

import torch
from fake_gpu import FakeGpu
from torch import nn

MESSAGE = (
    "Expected all tensors to be on the same device, but found at least two "
    "devices, {one:word} and {other:word}!"
)
READ = (
    "one tensor in that line lives on {one}, another one on {other}",
)
PHASE = "forward"
MODELS = ("cnn",)
SEE = ("device-and-dtype",)


def broken():
    B, C, H, W, K = 4, 3, 8, 12, 10
    model = nn.Sequential(nn.Flatten(), nn.Linear(C * H * W, K))
    images = torch.rand(B, C, H, W)     # (B, C, H, W)
    model.to("cuda")
    images.to("cuda")                   # (B, C, H, W)
    return model(images)


def fixed():
    B, C, H, W, K = 4, 3, 8, 12, 10
    model = nn.Sequential(nn.Flatten(), nn.Linear(C * H * W, K))
    images = torch.rand(B, C, H, W)     # (B, C, H, W)
    model.to("cuda")
    images = images.to("cuda")          # (B, C, H, W)
    return model(images)                # (B, K)


def main():
    with FakeGpu():
        try:
            broken()
        except RuntimeError as error:
            print(error)
        fixed()


if __name__ == "__main__":
    main()
