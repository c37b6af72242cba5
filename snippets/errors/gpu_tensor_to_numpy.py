"""NumPy reads the memory of the CPU, and this tensor lives elsewhere.

`numpy()`, `numpy.array(x)`, matplotlib and scikit-learn all need the numbers
on the CPU. PyTorch does not copy them behind your back, for it takes time.
There is no GPU where this page was made, so the device is `meta` in the
message here, and `cuda:0` or `mps:0` in yours.

Fix: `x.cpu().numpy()`; with a tensor that records for a gradient,
`x.detach().cpu().numpy()`. For one number `x.item()` does it all.

Tempting: Move the model to the CPU before each plot. It runs, and the next
training step finds the model there.
"""

import torch
from fake_gpu import FakeGpu
from torch import nn

MESSAGE = (
    "can't convert {device:word} device type tensor to numpy. Use "
    "Tensor.cpu() to copy the tensor to host memory first."
)
READ = ("{device} is where the tensor lives",)
ALSO = {
    "can't convert CUDA tensor to numpy. Use Tensor.cpu() to copy the tensor "
    "to host memory first.": "torch 0.4 to 1.4",
}
PHASE = "evaluate"
MODELS = ("vae", "unet", "clip")
SEE = ("into-and-out-of-tensors", "device-and-dtype")


def broken():
    B, D, K = 4, 16, 3
    model = nn.Linear(D, K).to("cuda")
    x = torch.rand(B, D).to("cuda")     # (B, D)
    with torch.no_grad():
        logits = model(x)               # (B, K)
    return logits.numpy()


def fixed():
    B, D, K = 4, 16, 3
    model = nn.Linear(D, K).to("cuda")
    x = torch.rand(B, D).to("cuda")     # (B, D)
    with torch.no_grad():
        logits = model(x)               # (B, K)
    return logits.cpu().numpy()


def main():
    with FakeGpu():
        try:
            broken()
        except TypeError as error:
            print(error)
        fixed()


if __name__ == "__main__":
    main()
