"""The processes were asked for before they knew of each other.

`DistributedDataParallel`, `DistributedSampler`, `all_reduce` and `get_rank` all
speak to the process group, and it isn't there yet. Often the script was
written for many processes and is started as one.

Fix: `dist.init_process_group(...)` first, in every process. For one process,
leave the wrapper and the sampler away: a plain model and `shuffle=True` do the
same.

Tempting: `DataParallel` in its place. It takes no process group, and is slower
than one process per GPU.
"""

import torch
from torch import distributed as dist
from torch.utils.data import DistributedSampler, RandomSampler, TensorDataset

MESSAGE = (
    "Default process group has not been initialized, please make sure to "
    "call init_process_group."
)
ALSO = {
    "Default process group is not initialized": "before torch 1.8",
}
PHASE = "load data"
SEE = ("the-training-loop",)


def broken():
    B, D = 6, 3
    images = torch.rand(B, D)                   # (B, D)
    return DistributedSampler(TensorDataset(images))


def fixed():
    B, D = 6, 3
    images = torch.rand(B, D)                   # (B, D)
    data = TensorDataset(images)
    if dist.is_initialized():
        return DistributedSampler(data)
    return RandomSampler(data)


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
