"""Hand (B, L, D) to an attention that takes the first dim for the tokens."""

import torch
from torch import nn

DEVICE = torch.device("cpu")


def two_that_differ_in_one_word(D, nh):
    first = nn.MultiheadAttention(D, nh, batch_first=True)
    plain = nn.MultiheadAttention(D, nh)
    plain.load_state_dict(first.state_dict())
    return first.to(DEVICE), plain.to(DEVICE)


def samples_changed(attend, x):
    """Edit one sample: how many samples of the result notice?"""
    B, L, D = x.shape                             # (B, L, D)
    edited = x.clone()                            # (B, L, D)
    edited[0] += torch.rand_like(edited[0])       # (L, D)
    before, _ = attend(x, x, x)
    after, _ = attend(edited, edited, edited)
    moved = (before - after).abs() > 1e-6         # (B, L, D)
    return int(moved.flatten(1).any(dim=1).sum())


def main():
    B, L, D, nh = 8, 11, 48, 4
    x = torch.rand(B, L, D, device=DEVICE)        # (B, L, D)
    first, plain = two_that_differ_in_one_word(D, nh)
    right, weights = first(x, x, x)               # (B, L, D), (B, L, L)
    wrong, weights = plain(x, x, x)               # (B, L, D), (L, B, B)
    print(f"shapes {tuple(right.shape)} and {tuple(wrong.shape)}")
    print(f"same numbers: {torch.allclose(right, wrong)}")
    print(f"batch_first   {samples_changed(first, x)} of {B} samples notice")
    print(f"the default   {samples_changed(plain, x)} of {B} samples notice")

    turned = x.transpose(0, 1)                    # (L, B, D)
    again, _ = plain(turned, turned, turned)      # (L, B, D), (B, L, L)
    torch.testing.assert_close(again.transpose(0, 1), right)


if __name__ == "__main__":
    main()
