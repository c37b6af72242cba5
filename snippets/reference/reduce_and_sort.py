"""Sum dims away, or put the numbers of a dim in order."""

import torch


def main():
    B, L, D, k = 2, 6, 4, 3
    x = torch.rand(B, L, D)             # (B, L, D)
    y = torch.rand(B, 7, D)             # (B, 7, D)
    x.sum()                             # ()
    x.sum(dim=1)                        # (B, D)
    x.sum(dim=1, keepdim=True)          # (B, 1, D)
    x.mean(dim=(1, 2))                  # (B,)
    x.std(dim=1)                        # (B, D)
    x.var(dim=1)                        # (B, D)
    torch.var_mean(x, dim=1)            # each (B, D)
    torch.std_mean(x, dim=1)            # each (B, D)
    x.median(dim=1)                     # each (B, D)
    x.quantile(0.5, dim=1)              # (B, D)
    x.prod(dim=1)                       # (B, D)
    x.norm(dim=2)                       # (B, L)
    torch.linalg.norm(x, dim=2)         # (B, L)
    torch.linalg.vector_norm(x, dim=2)  # (B, L)
    torch.cdist(x, y)                   # (B, L, 7)
    torch.trapezoid(x, dim=1)           # (B, D)
    x.logsumexp(dim=2)                  # (B, L)
    x.max()                             # ()
    x.max(dim=1)                        # each (B, D)
    x.min(dim=1)                        # each (B, D)
    x.amax(dim=1)                       # (B, D)
    x.amin(dim=1)                       # (B, D)
    x.argmax(dim=1)                     # (B, D)
    x.argmin(dim=1)                     # (B, D)
    x.sort(dim=1)                       # each (B, L, D)
    x.argsort(dim=1)                    # (B, L, D)
    x.topk(k, dim=1)                    # each (B, k, D)
    x.mode(dim=1)                       # each (B, D)
    x.cumsum(dim=1)                     # (B, L, D)
    x.cumprod(dim=1)                    # (B, L, D)
    x.diff(dim=1)                       # (B, L-1, D)
    x.all()                             # ()
    x.any(dim=1)                        # (B, D)
    x.count_nonzero()                   # ()
    torch.unique(x[0, :1, 0])           # (1,)
    torch.unique_consecutive(x[0, :1, 0])   # (1,)


if __name__ == "__main__":
    main()
