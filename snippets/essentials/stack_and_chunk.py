"""Join along a dim or along a new one, then take the pieces apart again."""

import torch
from torch import nn
from torch.utils.data import default_collate

DEVICE = torch.device("cpu")


def join():
    B, L, D = 8, 10, 32
    x = torch.rand(B, L, D, device=DEVICE)      # (B, L, D)
    y = torch.rand(B, L, D, device=DEVICE)      # (B, L, D)
    longer = torch.cat([x, y], dim=1)           # (B, 2*L, D)
    wider = torch.cat([x, y], dim=-1)           # (B, L, 2*D)
    pair = torch.stack([x, y], dim=1)           # (B, 2, L, D)
    first, second = pair.unbind(1)              # each (B, L, D)
    assert torch.equal(first, x) and torch.equal(second, y)
    assert torch.equal(pair.flatten(1, 2), longer)
    print(f"cat {tuple(longer.shape)} or {tuple(wider.shape)}")
    print(f"stack {tuple(pair.shape)}")


def qkv():
    B, L, D = 8, 10, 32
    x = torch.rand(B, L, D, device=DEVICE)      # (B, L, D)
    to_qkv = nn.Linear(D, 3 * D, device=DEVICE)
    h = to_qkv(x)                               # (B, L, 3*D)
    q, k, v = h.chunk(3, dim=-1)                # each (B, L, D)
    pieces = h.split(D, dim=-1)                 # each (B, L, D)
    again = torch.cat([q, k, v], dim=-1)        # (B, L, 3*D)
    assert all(map(torch.equal, (q, k, v), pieces))
    assert torch.equal(again, h)
    assert q.data_ptr() == h.data_ptr() and q.stride() == h.stride()
    print("chunk(3) and split(D) agree, cat undoes them")


def uneven():
    B, D = 8, 6
    x = torch.rand(B, D, device=DEVICE)         # (B, D)
    pieces = x.chunk(4, dim=1)                  # each (B, D/3)
    print(f"I asked for 4 chunks of {D}, I got {len(pieces)}")
    a, b = x.split([2, 4], dim=1)               # (B, 2), (B, 4)
    for batch in (torch.stack, default_collate):
        try:
            batch([a, b])
        except RuntimeError as error:
            print(f"{batch.__name__}: {error}")


def main():
    join()
    qkv()
    uneven()


if __name__ == "__main__":
    main()
