"""Say which dim a mean or a sum takes away, and keep its place."""

import torch
from torch.nn import functional as F

DEVICE = torch.device("cpu")


def over_one_dim(x):
    B, L, D = x.shape                               # (B, L, D)
    total = x.sum()                                 # ()
    mean = x.mean(dim=1)                            # (B, D)
    each = x.sum(dim=(1, 2))                        # (B,)
    value, place = x.max(dim=-1)                    # each (B, L)
    assert value.equal(x.amax(dim=-1)) and place.equal(x.argmax(dim=-1))
    torch.testing.assert_close(total, each.sum())
    print(f"mean over L {tuple(mean.shape)}, sum of all {tuple(total.shape)}")


def keep_the_place(x):
    B, L, D = x.shape                               # (B, L, D)
    mean = x.mean(dim=1, keepdim=True)              # (B, 1, D)
    centred = x - mean             # (B, L, D) - (B, 1, D) = (B, L, D)
    assert centred.mean(dim=1).abs().max() < 1e-6
    length = x.norm(dim=-1, keepdim=True)           # (B, L, 1)
    unit = x / length              # (B, L, D) / (B, L, 1) = (B, L, D)
    torch.testing.assert_close(unit, F.normalize(x, dim=-1))
    try:
        x - x.mean(dim=1)
    except RuntimeError as error:
        print(f"RuntimeError: {error}")


def of_whole_numbers():
    B, K = 8, 5
    guess = torch.randint(K, (B,), device=DEVICE)   # (B,)
    y = torch.randint(K, (B,), device=DEVICE)       # (B,)
    right = guess == y                              # (B,)
    try:
        right.mean()
    except RuntimeError as error:
        print(f"RuntimeError: {error}")
    accuracy = right.float().mean()                 # ()
    count = right.sum()                             # ()
    assert right.any() == (count > 0) and right.all() == (count == B)
    print(f"{count} of {B} right, {accuracy:.2f}, sum is {count.dtype}")


def main():
    B, L, D = 8, 11, 48
    x = torch.randn(B, L, D, device=DEVICE)         # (B, L, D)
    over_one_dim(x)
    keep_the_place(x)
    of_whole_numbers()


if __name__ == "__main__":
    main()
