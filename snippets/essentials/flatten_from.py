"""De-nest a tensor from one dim on, and say the same with reshape."""

import torch

DEVICE = torch.device("cpu")


def flatten_from():
    B, C, H, W = 8, 3, 6, 10
    image = torch.rand(B, C, H, W, device=DEVICE)   # (B, C, H, W)
    h = image.flatten(2)                            # (B, C, H*W)
    rows = image.flatten(1)                         # (B, C*H*W)
    lists = image.flatten(0, 1)                     # (B*C, H, W)
    back = h.unflatten(2, (H, W))                   # (B, C, H, W)
    assert torch.equal(h, image.reshape(B, C, H * W))
    assert torch.equal(rows, image.reshape(B, -1))
    assert torch.equal(lists, image.reshape(-1, H, W))
    assert torch.equal(back, image)
    print(f"from 2 {tuple(h.shape)}, from 1 {tuple(rows.shape)}")
    print(f"dims 0 to 1 {tuple(lists.shape)}")


def as_nested_lists():
    C, H, W = 2, 3, 4
    numbers = torch.arange(C * H * W)               # (C*H*W,)
    image = numbers.reshape(C, H, W)                # (C, H, W)
    h = image.flatten(1)                            # (C, H*W)
    print(f"before {image.tolist()[0]}")
    print(f"after  {h.tolist()[0]}")


def minus_one_must_fit():
    B, C, H, W = 8, 3, 6, 10
    image = torch.rand(B, C, H, W, device=DEVICE)   # (B, C, H, W)
    h = image.reshape(B, C, -1)                     # (B, C, H*W)
    for shape in ((B, -1, 7), (B, -1, -1)):
        try:
            h.reshape(shape)
        except RuntimeError as error:
            print(f"RuntimeError: {error}")


def main():
    flatten_from()
    as_nested_lists()
    minus_one_must_fit()


if __name__ == "__main__":
    main()
