"""The model is on the GPU, and the batch it is given is still on the CPU.

`model.to(device)` moves the model, not the data. A loader makes its batches
on the CPU, and each of them has to be moved as it comes. The other way round,
a batch that was moved and a model that was not, reads the same.

Fix: In the loop: `images = images.to(device)`. In evaluation as well.

Tempting: `torch.set_default_device("cuda")`. It is for tensors you make, not
for those that come out of a file or a worker, and a loader's shuffling then
wants a generator on the GPU.
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
ALSO = {
    "Expected all tensors to be on the same device, but got mat1 is on "
    "{one:word}, different from other tensors on {other:word}": (
        "a Linear, recent torch on CUDA"
    ),
    "Input type (torch.FloatTensor) and weight type (torch.cuda.FloatTensor) "
    "should be the same": "Conv2d, whose input was left behind",
    "Input type (torch.cuda.FloatTensor) and weight type (torch.FloatTensor) "
    "should be the same": "Conv2d, where the model was left behind",
    "Placeholder storage has not been allocated on MPS device!": "Apple GPUs",
    "Expected object of device type cuda but got device type cpu for "
    "argument": "torch 1.3 to 1.6",
    "Expected object of backend CUDA but got backend CPU for argument": (
        "torch 1.0 to 1.2"
    ),
    "is on CPU, but expected it to be on GPU": "torch 1.5 to 1.7",
    "but expected them to be on GPU": "torch 1.6 and 1.7",
}
PHASE = "forward"
MODELS = ("cnn", "vit")
SEE = ("device-and-dtype", "the-training-loop")


def broken():
    B, C, H, W, K = 4, 3, 8, 12, 10
    model = nn.Sequential(nn.Flatten(), nn.Linear(C * H * W, K))
    model.to("cuda")
    images = torch.rand(B, C, H, W)     # (B, C, H, W)
    return model(images)


def fixed():
    B, C, H, W, K = 4, 3, 8, 12, 10
    model = nn.Sequential(nn.Flatten(), nn.Linear(C * H * W, K))
    model.to("cuda")
    images = torch.rand(B, C, H, W)     # (B, C, H, W)
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
