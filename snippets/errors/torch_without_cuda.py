"""The code asks for a GPU, and this PyTorch cannot use one.

The wheel that is installed was built without CUDA, so `.cuda()` and
`.to("cuda")` fail on any machine. On Windows and macOS `pip install torch`
gives such a wheel. The code may ask without meaning to: in
`"cuda" if torch.cuda.is_available else "cpu"` the brackets are missing, and
a function is always true.

Fix: Choose the device once, with the brackets, and use it everywhere. If
there is a GPU, install the build for it: `print(torch.__version__)` ends in
`+cpu` where the wheel has no CUDA.

Tempting: Delete the `.cuda()` calls one by one. The next script has them too.
"""

import torch
from torch import nn

MESSAGE = "Torch not compiled with CUDA enabled"
ALSO = {
    "Found no NVIDIA driver on your system.": "a CUDA build without a driver",
    "Cannot access accelerator device when none is available": (
        "a number as a device, or pin_memory()"
    ),
    "No CUDA GPUs are available": "a CUDA build that sees no GPU",
    "no kernel image is available for execution on the device": (
        "a build for other GPUs than yours"
    ),
    "The NVIDIA driver on your system is too old": "a build newer than it",
    "Cannot initialize CUDA without ATen_cuda library": "torch 1.x",
    "Torch not compiled with XPU enabled": "the same for Intel",
    "PyTorch is not linked with support for mps devices": "Apple's, elsewhere",
}
PHASE = "build"
SEE = ("device-and-dtype", "run-it-yourself")


def broken():
    D, K = 16, 3
    device = "cuda" if torch.cuda.is_available else "cpu"
    return nn.Linear(D, K).to(device)


def fixed():
    B, D, K = 4, 16, 3
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model = nn.Linear(D, K).to(device)
    x = torch.rand(B, D, device=device)         # (B, D)
    return model(x)                             # (B, K)


def main():
    try:
        broken()
    except AssertionError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
