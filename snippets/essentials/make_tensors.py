"""Make the tensors every model starts from, and know what is in them."""

import torch

DEVICE = torch.device("cpu")


def filled():
    B, L, D = 8, 12, 64
    zeros = torch.zeros(B, L, D, device=DEVICE)      # (B, L, D)
    ones = torch.ones(1, 1, D, device=DEVICE)        # (1, 1, D)
    print(f"{zeros.dtype}: sums {zeros.sum():.0f} and {ones.sum():.0f}")


def sampled():
    many = 1_000_000
    uniform = torch.rand(many, device=DEVICE)        # (many,)
    ticks = uniform * 2**24                          # (many,)
    assert ticks.equal(ticks.floor()) and ticks.max() < 2**24
    largest = torch.tensor(1 - 2**-24)               # ()
    print(f"the largest, times ten: {(largest * 10).long()}")
    normal = torch.randn(many, device=DEVICE)        # (many,)
    assert normal.mean().abs() < 0.01 and abs(normal.std() - 1) < 0.01


def counted():
    grid = torch.linspace(0, 1, steps=5)             # (5,)
    index = torch.arange(5)                          # (5,)
    print(f"linspace {grid.tolist()}")
    print(f"arange {index.tolist()} {index.dtype}")


def drawn():
    B, L, V = 8, 12, 100
    ids = torch.randint(V, (B, L), device=DEVICE)    # (B, L)
    assert ids.min() >= 0 and ids.max() < V
    print(f"randint {ids.dtype}, zeros_like {torch.zeros_like(ids).dtype}")
    try:
        torch.randn_like(ids)
    except NotImplementedError as error:
        print(f"randn_like: {error}")
    noise = torch.randn_like(ids.float())            # (B, L)
    print(f"randn_like of floats: {noise.dtype}")


def seeded():
    torch.manual_seed(0)
    first, second = torch.rand(3), torch.rand(3)     # each (3,)
    torch.manual_seed(0)
    again = torch.rand(3)                            # (3,)
    print(f"same seed {again.equal(first)}, next {second.equal(first)}")


def main():
    for show in (filled, sampled, counted, drawn, seeded):
        show()


if __name__ == "__main__":
    main()
