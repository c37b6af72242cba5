"""A sample is on the GPU already, and only memory of the CPU can be pinned.

`pin_memory=True` makes a loader put its batches where they are copied to the
GPU fastest. A dataset that moves its samples itself leaves nothing to pin. In
worker processes it goes wrong sooner: each would start the GPU anew. There is
no GPU where this page is made, and `meta` stands in for one.

Fix: Datasets return tensors of the CPU. Move the batch in the training loop:
`x = x.to(device, non_blocking=True)`.

Tempting: `pin_memory=False`. It runs with `num_workers=0`, one sample is moved
at a time, and the GPU waits.
"""

import torch
from torch.utils.data import DataLoader

MESSAGE = "cannot pin '{kind:word}' only dense CPU tensors can be pinned"
READ = ("{kind} is what was to be pinned: its name says where it is",)
ALSO = {
    "cannot pin 'torch.cuda.FloatTensor' only dense CPU tensors can be pinned":
        "CUDA",
    "Cannot re-initialize CUDA in forked subprocess": (
        "CUDA, with num_workers above 0"
    ),
    "CUDA error: initialization error": "CUDA, in a worker",
}
STAND_IN = "meta"
PHASE = "load data"
SEE = ("device-and-dtype", "the-training-loop")


def broken():
    N, B, D = 12, 4, 6
    data = torch.rand(N, D).to("meta")      # (N, D)
    for x in DataLoader(data, B):
        x.pin_memory()


def fixed():
    N, B, D = 12, 4, 6
    data = torch.rand(N, D)                 # (N, D)
    for x in DataLoader(data, B, drop_last=True):
        x = x.to("meta")                    # (B, D)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
