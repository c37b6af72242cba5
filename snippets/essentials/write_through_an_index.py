"""Write into part of a tensor, and see which writes get lost."""

import torch

DEVICE = torch.device("cpu")


def write():
    L, D = 4, 3
    x = torch.zeros(L, D, device=DEVICE)        # (L, D)
    odd = torch.arange(L) % 2 == 1              # (L,)
    x[0] = 1
    x[odd] = 2
    x[:, -1] = torch.arange(L)                  # (L,)
    print(f"x[0], x[odd], x[:, -1]  {x.tolist()}")
    x[odd][:, 0] = 7
    print(f"lost                    {x.tolist()}")
    x[odd, 0] = 7
    print(f"one pair of brackets    {x.tolist()}")


def choose(x, mask):
    """where and masked_fill leave x alone and make a new tensor."""
    B, L, D = x.shape                           # (B, L, D)
    B, L = mask.shape                           # (B, L)
    mask = mask.unsqueeze(-1)                   # (B, L, 1)
    zero = torch.where(mask, x, 0.0)            # (B, L, D)
    same = x.masked_fill(~mask, 0.0)            # (B, L, D)
    assert zero.equal(same) and zero.equal(x * mask)
    mean = zero.sum(dim=1) / mask.sum(dim=1)    # (B, D) / (B, 1) = (B, D)
    torch.testing.assert_close(mean[0], x[0, :5].mean(dim=0))
    return mean                                 # (B, D)


def main():
    write()
    B, L, D = 8, 10, 48
    x = torch.rand(B, L, D, device=DEVICE)      # (B, L, D)
    length = torch.randint(1, L + 1, (B,))      # (B,)
    length[0] = 5
    length = length.unsqueeze(1)                # (B, 1)
    mask = torch.arange(L) < length             # (B, L)
    mean = choose(x, mask)                      # (B, D)
    print(f"mean over the real tokens {tuple(mean.shape)}")
    for bad in (mask, mask.float().unsqueeze(-1)):
        try:
            x.masked_fill(bad, 0.0)
        except RuntimeError as error:
            print(f"RuntimeError: {error}")


if __name__ == "__main__":
    main()
