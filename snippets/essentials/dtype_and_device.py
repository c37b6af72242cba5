"""Read a tensor's dtype and device, and change either one with .to."""

import numpy
import torch
from torch import nn

DEVICE = torch.device("cpu")


def pick_device():
    if torch.accelerator.is_available():
        return torch.accelerator.current_accelerator()
    return torch.device("cpu")


def gpu_is_refused():
    try:
        torch.device("gpu")
    except RuntimeError as error:
        print(error)


def float_and_long():
    L, D = 12, 64
    linear = nn.Linear(L, D, device=DEVICE)
    ids = torch.arange(L, device=DEVICE)            # (L,)
    loaded = torch.from_numpy(numpy.ones(L))        # (L,)
    for x in (ids, loaded):
        try:
            linear(x)
        except RuntimeError as error:
            print(error)
        linear(x.float())                           # (D,)
    x = torch.tensor([0.75, 1.5, -1.5])             # (3,)
    print(f"{x.tolist()} .long() {x.long().tolist()}")


def to_returns_a_new_tensor():
    B, D = 8, 64
    x = torch.rand(B, D, device=DEVICE)             # (B, D)
    half = x.to(torch.bfloat16)                     # (B, D)
    again = half.to(x)                              # (B, D)
    assert (again.dtype, again.device) == (x.dtype, x.device)
    model = nn.Linear(D, D, device=DEVICE)
    model.to(torch.bfloat16)
    print(f"tensor {x.dtype}, model {model.weight.dtype}")


def main():
    x = torch.zeros(3, device=pick_device())        # (3,)
    assert x.device.type == pick_device().type
    gpu_is_refused()
    float_and_long()
    to_returns_a_new_tensor()


if __name__ == "__main__":
    main()
