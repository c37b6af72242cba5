"""One tensor is larger than the memory that is left.

A `Linear` on a flattened photo has a weight for each pair of an input and an
output, and a photo has a million numbers. Elsewhere it is the batch, the
square of a long sequence in attention, or an (N, 1) against an (N,) that
became (N, N).

Fix: Find which tensor the line makes, and what its shape is. Pool before you
flatten; take a smaller batch; evaluate under `torch.no_grad()`, so that
nothing is kept for a backward.

Tempting: `torch.cuda.empty_cache()`. It gives back what PyTorch holds in
reserve, which PyTorch would have used anyway, and frees no tensor of yours.
"""

import torch
from torch import nn

MESSAGE = (
    "DefaultCPUAllocator: can't allocate memory: you tried to allocate "
    "{4*D*D} bytes."
)
READ = (
    "{4*D*D} bytes is the one tensor that did not fit; a float32 number "
    "takes 4 of them",
)
ALSO = {
    "CUDA out of memory. Tried to allocate": "a GPU",
    "CUBLAS_STATUS_ALLOC_FAILED when calling": "a GPU, in its libraries",
    "cuDNN error: CUDNN_STATUS_NOT_INITIALIZED": "a GPU, in its libraries",
    "is killed by signal: Killed": "a loader's worker, of the machine's memory",
    "is killed by signal: Bus error": (
        "a loader's worker, of shared memory: a container's --shm-size"
    ),
    "DefaultCPUAllocator: not enough memory: you tried to allocate": "Windows",
    "MPS backend out of memory": "Apple GPUs",
    "not enough memory: you tried to allocate": "torch 0.4 and 1.0",
    "cuda runtime error (2) : out of memory": "torch 0.4 and 1.0 on a GPU",
}
PHASE = "build"
MODELS = ("cnn", "vae", "vit")
SEE = ("convolutions", "pad-pool-resize", "initialize-count-freeze")


def broken():
    C, H, W = 3, 480, 640
    D = C * H * W
    return nn.Sequential(nn.Flatten(), nn.Linear(D, D))


def fixed():
    B, C, H, W, D = 2, 3, 480, 640, 128
    model = nn.Sequential(
        nn.AdaptiveAvgPool2d((6, 8)),   # (B, C, 6, 8)
        nn.Flatten(),                   # (B, C*48)
        nn.Linear(C * 6 * 8, D),        # (B, D)
    )
    images = torch.rand(B, C, H, W)     # (B, C, H, W)
    return model(images)                # (B, D)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
