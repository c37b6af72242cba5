"""A script for many processes was started alone, and not told its place.

`init_process_group` asks the environment who it is: RANK, how many there are:
WORLD_SIZE, and where they meet: MASTER_ADDR and MASTER_PORT. The launcher sets
these four. Started with `python train.py`, none of them is there.

Fix: Start it with `torchrun --nproc_per_node=2 train.py`. To try it alone,
hand the place over, as below.

Tempting: Set RANK to 0 by hand and leave WORLD_SIZE at 2. The process then
waits for another that never comes.
"""

import torch
from torch import distributed as dist

MESSAGE = (
    "Error initializing torch.distributed using env:// rendezvous: "
    "environment variable {name:word} expected, but not set"
)
READ = ("{name} is the first variable that was missing",)
PHASE = "build"
SEE = ("the-training-loop",)


def broken():
    dist.init_process_group("gloo")


def fixed():
    D = 3
    store = dist.HashStore()
    dist.init_process_group("gloo", store=store, rank=0, world_size=1)
    total = torch.ones(D)               # (D,)
    dist.all_reduce(total)
    dist.destroy_process_group()
    return total                        # (D,)


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
