"""Turn lists and arrays into tensors and back, and ask a tensor its size."""

import numpy
import torch

DEVICE = torch.device("cpu")


def ask():
    B, L, D = 8, 11, 48
    x = torch.rand(B, L, D, device=DEVICE)          # (B, L, D)
    assert x.size() == x.shape == (B, L, D) and x.size(-1) == D
    assert x.ndim == x.dim() == len(x.shape)
    assert x.numel() == B * L * D and len(x) == B
    print(f"ndim {x.ndim}, numel {x.numel()}, len {len(x)}")


def in_from_lists():
    rows = torch.tensor([[1, 2, 3], [4, 5, 6]])     # (2, 3)
    half = torch.tensor([0.5, 1])                   # (2,)
    print(f"ints {rows.dtype}, with a fraction {half.dtype}")
    try:
        torch.tensor([[1, 2, 3], [4, 5]])
    except ValueError as error:
        print(f"ValueError: {error}")
    surprise = torch.Tensor(2, 3)                   # (2, 3)
    print(f"torch.Tensor(2, 3) is {tuple(surprise.shape)}, not two numbers")


def in_from_numpy():
    array = numpy.zeros(3)
    shared = torch.from_numpy(array)                # (3,)
    own = torch.tensor(array)                       # (3,)
    array[0] = 7
    print(f"from_numpy {shared.tolist()} {shared.dtype}")
    print(f"tensor     {own.tolist()}")


def out():
    x = torch.tensor([[0.5, 1.5], [2.5, 3.5]])      # (2, 2)
    print(f"tolist {x.tolist()}, item {x[:1, :1].item()}")
    try:
        x.item()
    except RuntimeError as error:
        print(f"RuntimeError: {error}")
    weight = torch.ones(2, requires_grad=True)      # (2,)
    try:
        weight.numpy()
    except RuntimeError as error:
        print(f"RuntimeError: {error}")
    assert weight.detach().cpu().numpy().sum() == 2


def main():
    for show in (ask, in_from_lists, in_from_numpy, out):
        show()


if __name__ == "__main__":
    main()
