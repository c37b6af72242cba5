"""Compute number by number: the shape stays."""

import torch


def main():
    B, L = 2, 5
    x = torch.linspace(0.1, 0.9, B * L).view(B, L)   # (B, L)
    y = torch.full((L,), 0.5)          # (L,)
    x + y                              # (B, L) + (L,) = (B, L)
    x - y                              # (B, L) - (L,) = (B, L)
    x * y                              # (B, L) * (L,) = (B, L)
    x / y                              # (B, L) / (L,) = (B, L)
    x.add(y)                           # (B, L)
    x.sub(y)                           # (B, L)
    x.mul(y)                           # (B, L)
    x.multiply(y)                      # (B, L)
    x.div(y)                           # (B, L)
    x.add_(y)                          # (B, L)
    x.mul_(y)                          # (B, L)
    x.neg()                            # (B, L)
    x.pow(2)                           # (B, L)
    x.square()                         # (B, L)
    x.sqrt()                           # (B, L)
    x.rsqrt()                          # (B, L)
    x.reciprocal()                     # (B, L)
    x.exp()                            # (B, L)
    x.expm1()                          # (B, L)
    x.log()                            # (B, L)
    x.log2()                           # (B, L)
    x.log10()                          # (B, L)
    x.log1p()                          # (B, L)
    x.sin()                            # (B, L)
    x.cos()                            # (B, L)
    x.tan()                            # (B, L)
    x.atan()                           # (B, L)
    torch.atan2(x, y)                  # (B, L)
    x.acos()                           # (B, L)
    x.tanh()                           # (B, L)
    x.sigmoid()                        # (B, L)
    x.logit()                          # (B, L)
    x.erf()                            # (B, L)
    torch.lerp(x, y, 0.25)             # (B, L)
    torch.addcmul(x, y, y)             # (B, L)
    torch.addcdiv(x, y, y)             # (B, L)
    torch.logaddexp(x, y)              # (B, L)


if __name__ == "__main__":
    main()
