"""Name the dim you squeeze, so that a batch of one stays a batch."""

import torch
from torch import nn

DEVICE = torch.device("cpu")


def add_and_drop_a_dim():
    B, T = 8, 50
    wave = torch.rand(B, T, device=DEVICE)     # (B, T)
    x = wave.unsqueeze(1)                      # (B, 1, T)
    last = wave.unsqueeze(-1)                  # (B, T, 1)
    dropped = x.squeeze(1)                     # (B, T)
    kept = x.squeeze(2)                        # (B, 1, T)
    assert torch.equal(x, wave[:, None])
    assert torch.equal(dropped, wave)
    print(f"unsqueeze(1) {tuple(x.shape)}, unsqueeze(-1) {tuple(last.shape)}")
    print(f"squeeze(1) {tuple(dropped.shape)}, squeeze(2) {tuple(kept.shape)}")


def batch_of_many(score):
    B, D = 8, 16
    x = torch.rand(B, D, device=DEVICE)        # (B, D)
    y = score(x)                               # (B, 1)
    loose = y.squeeze()                        # (B,)
    safe = y.squeeze(1)                        # (B,)
    print(f"batch of {B}: {tuple(loose.shape)} and {tuple(safe.shape)}")


def batch_of_one(score):
    D = 16
    x = torch.rand(1, D, device=DEVICE)        # (1, D)
    y = score(x)                               # (1, 1)
    loose = y.squeeze()                        # ()
    safe = y.squeeze(1)                        # (1,)
    print(f"batch of 1: {tuple(loose.shape)} and {tuple(safe.shape)}")
    try:
        list(loose)
    except TypeError as error:
        print(f"TypeError: {error}")


def main():
    score = nn.Linear(16, 1, device=DEVICE)
    add_and_drop_a_dim()
    batch_of_many(score)
    batch_of_one(score)


if __name__ == "__main__":
    main()
