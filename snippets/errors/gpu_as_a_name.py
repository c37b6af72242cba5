"""That is no name of a device: PyTorch says "cuda", not "gpu".

The name says who made the device: `cuda` for NVIDIA and for AMD's ROCm, `mps`
for Apple, `xpu` for Intel. A number goes behind a colon, `cuda:0`. Names are
in small letters.

Fix: `"cuda"`, or ask for whatever this machine has:
`torch.accelerator.current_accelerator()`, which is None where there is none.

Tempting: `.to("float16")`, with the name of a dtype as text. The first text
that `.to` is given is a device; a dtype has no quotes, `torch.float16`.
"""

import torch

MESSAGE = "device type at start of device string: {name:word}"
READ = ("{name} is what you wrote, up to the colon",)
ALSO = {
    "Invalid device string:": "a name with something wrong behind it",
}
PHASE = "build"
SEE = ("device-and-dtype",)


def broken():
    device = torch.device("gpu")
    return device


def fixed():
    B, D = 2, 5
    found = torch.accelerator.current_accelerator()
    device = found or torch.device("cpu")
    return torch.zeros(B, D, device=device)     # (B, D)


def tempting():
    B, D = 2, 5
    x = torch.zeros(B, D)                       # (B, D)
    try:
        x.to("float16")
    except RuntimeError as error:
        print(error)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
