"""Catch a reshape where a transpose was meant: right shape, wrong numbers."""

import torch

DEVICE = torch.device("cpu")


def tokens(image):
    B, C, H, W = image.shape            # (B, C, H, W)
    h = image.flatten(2)                # (B, C, H*W)
    return h.transpose(1, 2)            # (B, H*W, C)


def tokens_by_permute(image):
    B, C, H, W = image.shape            # (B, C, H, W)
    h = image.permute(0, 2, 3, 1)       # (B, H, W, C)
    return h.flatten(1, 2)              # (B, H*W, C)


def scrambled(image):
    B, C, H, W = image.shape            # (B, C, H, W)
    return image.reshape(B, H * W, C)   # (B, H*W, C)


def image_again(toks, H, W):
    B, P, C = toks.shape                # (B, P, C)
    h = toks.transpose(1, 2)            # (B, C, P)
    return h.unflatten(2, (H, W))       # (B, C, H, W)


def main():
    B, C, H, W = 10, 5, 3, 4
    numbers = torch.arange(B * C * H * W, device=DEVICE)    # (B*C*H*W,)
    image = numbers.reshape(B, C, H, W)                     # (B, C, H, W)
    right, wrong = tokens(image), scrambled(image)          # each (B, H*W, C)
    assert torch.equal(right, tokens_by_permute(image))
    assert torch.equal(image, image_again(right, H, W))
    assert not torch.equal(image, image_again(wrong, H, W))
    print(f"shapes {tuple(right.shape)} and {tuple(wrong.shape)}")
    print(f"pixel 0 of every channel {image[0, :, 0, 0].tolist()}")
    print(f"transpose, first token   {right[0, 0].tolist()}")
    print(f"reshape, first token     {wrong[0, 0].tolist()}")
    print(f"strides of image {image.stride()}, of tokens {right.stride()}")


if __name__ == "__main__":
    main()
