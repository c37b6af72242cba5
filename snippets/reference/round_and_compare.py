"""Round, clip and compare number by number."""

import torch


def main():
    B, L = 2, 5
    x = torch.linspace(-2, 2, B * L).view(B, L)   # (B, L)
    y = torch.full((L,), 0.5)          # (L,)
    many = torch.arange(L)             # (L,)
    x.abs()                            # (B, L)
    x.sign()                           # (B, L)
    x.floor()                          # (B, L)
    x.ceil()                           # (B, L)
    x.round()                          # (B, L)
    x.trunc()                          # (B, L)
    x.fmod(2)                          # (B, L)
    x.remainder(2)                     # (B, L)
    x.floor_divide(2)                  # (B, L)
    x.clamp(-1, 1)                     # (B, L)
    x.clip(-1, 1)                      # (B, L)
    x.clamp_min(0)                     # (B, L)
    x.clamp_max(0)                     # (B, L)
    x.clamp_(-1, 1)                    # (B, L)
    x.nan_to_num()                     # (B, L)
    torch.maximum(x, y)                # (B, L)
    torch.minimum(x, y)                # (B, L)
    x == y                             # (B, L)
    x.eq(y)                            # (B, L)
    x.ne(y)                            # (B, L)
    x.gt(y)                            # (B, L)
    x.ge(y)                            # (B, L)
    x.lt(y)                            # (B, L)
    x.le(y)                            # (B, L)
    x.isnan()                          # (B, L)
    x.isinf()                          # (B, L)
    x.isfinite()                       # (B, L)
    torch.isclose(x, y)                # (B, L)
    torch.isin(many, many[:2])         # (L,)
    torch.logical_and(x, y)            # (B, L)
    torch.logical_or(x, y)             # (B, L)
    torch.logical_not(x)               # (B, L)
    out = torch.equal(x, x)
    out = torch.allclose(x, x)
    torch.testing.assert_close(x, x)
    torch.bucketize(x, y[:1])          # (B, L)
    torch.searchsorted(y[:1], x)       # (B, L)
    torch.bincount(many)               # (L,)


if __name__ == "__main__":
    main()
