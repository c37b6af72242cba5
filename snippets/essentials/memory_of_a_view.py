"""Tell a view from a copy, and say why view refuses some tensors."""

import torch

DEVICE = torch.device("cpu")


def shares(a, b):
    return a.untyped_storage().data_ptr() == b.untyped_storage().data_ptr()


def write_through_a_view():
    H, W = 3, 5
    row = torch.arange(H * W, device=DEVICE)      # (H*W,)
    grid = row.view(H, W)                         # (H, W)
    grid[0, 0] = 100
    print(f"row[0] is now {row[0].item()}, shares memory: {shares(row, grid)}")


def turn_the_grid():
    H, W = 3, 5
    row = torch.arange(H * W, device=DEVICE)      # (H*W,)
    grid = row.view(H, W)                         # (H, W)
    turned = grid.transpose(0, 1)                 # (W, H)
    flat = turned.flatten()                       # (W*H,)
    print(f"stride {grid.stride()} became {turned.stride()}")
    print(f"still contiguous: {turned.is_contiguous()}")
    print(f"shares memory: {shares(grid, turned)}, flat: {shares(grid, flat)}")
    print(f"read in its new order: {flat.tolist()}")


def join_heads():
    B, nh, L, hd = 3, 4, 11, 10
    y = torch.rand(B, nh, L, hd, device=DEVICE)   # (B, nh, L, hd)
    turned = y.transpose(1, 2)                    # (B, L, nh, hd)
    try:
        turned.view(B, L, nh * hd)
    except RuntimeError as error:
        print(f"RuntimeError: {error}")

    joined = turned.reshape(B, L, nh * hd)        # (B, L, nh*hd)
    flat = turned.flatten(2)                      # (B, L, nh*hd)
    tidy = turned.contiguous()                    # (B, L, nh, hd)
    same = tidy.view(B, L, nh * hd)               # (B, L, nh*hd)
    halves = turned.view(B, L, nh, 2, hd // 2)    # (B, L, nh, 2, hd/2)
    assert torch.equal(joined, same) and torch.equal(joined, flat)
    print(f"reshape shares memory: {shares(y, joined)}")
    print(f"splitting a dim shares memory: {shares(y, halves)}")


def main():
    write_through_a_view()
    turn_the_grid()
    join_heads()


if __name__ == "__main__":
    main()
