"""Pick parts of a tensor, and know which picks are views and which copies."""

import torch

DEVICE = torch.device("cpu")


def shares(part, x):
    return part.untyped_storage().data_ptr() == x.untyped_storage().data_ptr()


def slices(x):
    B, L, D = x.shape                             # (B, L, D)
    first = x[:, 0]                               # (B, D)
    kept = x[:, 0:1]                              # (B, 1, D)
    rest = x[:, 1:]                               # (B, L-1, D)
    last = x[..., -1]                             # (B, L)
    even = x[:, ::2]                              # (B, (L+1)//2, D)
    more = x[:, None]                             # (B, 1, L, D)
    views = first, kept, rest, last, even, more
    assert all(shares(part, x) for part in views)
    print(f"{len(views)} slices, all of them views")


def lists(x):
    B, L, D = x.shape                             # (B, L, D)
    picked = torch.tensor([2, 0, 2, 1])           # (4,)
    some = x[picked]                              # (4, L, D)
    toks = x[:, picked]                           # (B, 4, D)
    mask = x > 0                                  # (B, L, D)
    n = int(mask.sum())
    flat = x[mask]                                # (n,)
    assert not any(shares(part, x) for part in (some, toks, flat))
    assert torch.equal(toks[:, 3], x[:, 1])
    print(f"picks by a tensor are copies, the mask picked {n} numbers")


def at_the_end(x):
    B, L, D = x.shape                             # (B, L, D)
    inputs = x[:, :-1]                            # (B, L-1, D)
    target = x[:, 1:]                             # (B, L-1, D)
    assert torch.equal(inputs[:, 1], target[:, 0])
    assert x[:, :L + 5].equal(x)
    for pad in (2, 1, 0):
        print(f"cut off the last {pad}: {x[:, :-pad].shape[1]} of {L} left")
    try:
        x[:, L]
    except IndexError as error:
        print(f"IndexError: {error}")


def main():
    B, L, D = 6, 10, 24
    x = torch.randn(B, L, D, device=DEVICE)       # (B, L, D)
    for show in (slices, lists, at_the_end):
        show(x)


if __name__ == "__main__":
    main()
