"""The default device was changed, and a loader shuffles on the CPU.

`torch.set_default_device` and `with torch.device(...)` change where every new
tensor is made, also the order in which a loader shuffles. Its generator stays
on the CPU, so on a GPU the two do not fit. There is no GPU where this page was
made: here the device is `meta`, which has no order to offer either.

Fix: Set the device only around the building of the model, and move batches as
they come. Or give the loader a generator of that device:
`generator=torch.Generator(device="cuda")`.

Tempting: `shuffle=False`. It runs, and the model sees the data in the order
of the file in every epoch.
"""

import torch
from torch import nn
from torch.utils.data import DataLoader

MESSAGE = "Tensor.item() cannot be called on meta tensors"
ALSO = {
    "Expected a 'cuda' device type for generator but found 'cpu'": "CUDA",
    "Expected a 'mps:0' generator device but found 'cpu'": "Apple GPUs",
    "Expected a 'cpu' device type for generator but found 'cuda'": (
        "the other way round"
    ),
}
STAND_IN = "meta"
PHASE = "load data"
SEE = ("device-and-dtype", "the-training-loop")


def broken():
    N, B, D, K = 12, 4, 16, 3
    data = list(torch.rand(N, D))                   # list of (D,)
    with torch.device("meta"):
        model = nn.Linear(D, K)
        loader = DataLoader(data, B, shuffle=True, drop_last=True)
        return [model(x.to("meta")) for x in loader]


def fixed():
    N, B, D, K = 12, 4, 16, 3
    data = list(torch.rand(N, D))                   # list of (D,)
    with torch.device("meta"):
        model = nn.Linear(D, K)
    loader = DataLoader(data, B, shuffle=True, drop_last=True)
    return [model(x.to("meta")) for x in loader]    # list of (B, K)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
