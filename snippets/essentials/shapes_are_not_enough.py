"""Catch a function whose shape is right and whose numbers are wrong."""

import torch

DEVICE = torch.device("cpu")


def right(image):
    B, C, H, W = image.shape                        # (B, C, H, W)
    h = image.flatten(2)                            # (B, C, H*W)
    return h.transpose(1, 2)                        # (B, H*W, C)


def scrambled(image):
    B, C, H, W = image.shape                        # (B, C, H, W)
    return image.reshape(B, H * W, C)               # (B, H*W, C)


def changed_tokens(tokenize, image):
    B, C, H, W = image.shape                        # (B, C, H, W)
    edited = image.clone()                          # (B, C, H, W)
    edited[:, :, 1, 2] += 1                         # (B, C)
    before = tokenize(image)                        # (B, H*W, C)
    after = tokenize(edited)                        # (B, H*W, C)
    changed = (before != after).any(dim=-1)         # (B, H*W)
    return int(changed[0].sum())


def main():
    B, C, H, W = 8, 512, 4, 6
    image = torch.rand(B, C, H, W, device=DEVICE)   # (B, C, H, W)
    for tokenize in (right, scrambled):
        shape = tuple(tokenize(image).shape)
        n = changed_tokens(tokenize, image)
        print(f"{tokenize.__name__} {shape}: {n} of {H * W} tokens changed")
    try:
        torch.testing.assert_close(scrambled(image), right(image))
    except AssertionError as error:
        print(str(error).splitlines()[0])


if __name__ == "__main__":
    main()
