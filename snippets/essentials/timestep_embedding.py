"""Turn a timestep into a vector of sines and cosines."""

import math

import torch

DEVICE = torch.device("cpu")


def timestep_embedding(t, D, longest=10000):
    B, = t.shape                                  # (B,)
    half = D // 2
    place = torch.arange(half, device=t.device)   # (half,)
    decay = -math.log(longest) * place / half     # (half,)
    freqs = decay.exp()                           # (half,)
    t = t.float().unsqueeze(1)                    # (B, 1)
    angle = t * freqs                             # (B, 1) * (half,) = (B, half)
    both = angle.cos(), angle.sin()               # each (B, half)
    return torch.cat(both, dim=-1)                # (B, D)


def position_embedding(L, D):
    """The same table for places in a sequence: one row for each."""
    place = torch.arange(L, device=DEVICE)        # (L,)
    return timestep_embedding(place, D)           # (L, D)


def main():
    B, L, D = 8, 50, 64
    t = torch.randint(1000, (B,), device=DEVICE)  # (B,)
    emb = timestep_embedding(t, D)                # (B, D)
    print(f"t {tuple(t.shape)}, embedded {tuple(emb.shape)}")
    torch.testing.assert_close(emb[:, 0], t.float().cos())
    length = emb.norm(dim=-1)                     # (B,)
    torch.testing.assert_close(length, torch.full((B,), (D / 2) ** 0.5))

    table = position_embedding(L, D)              # (L, D)
    alike = table @ table.mT                      # (L, L)
    first = alike[0, :4].tolist()
    print(f"place 0 with its neighbours {[round(one, 1) for one in first]}")


if __name__ == "__main__":
    main()
