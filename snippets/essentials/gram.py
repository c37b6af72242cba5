"""Multiply an image's channels by its tokens: how alike are two channels?"""

import torch

DEVICE = torch.device("cpu")


def gram(image):
    B, C, H, W = image.shape            # (B, C, H, W)
    h = image.flatten(2)                # (B, C, H*W)
    image_toks = h.transpose(1, 2)      # (B, H*W, C)
    return h @ image_toks               # (B, C, H*W) @ (B, H*W, C) = (B, C, C)


def which_tokens_agree(image):
    B, C, H, W = image.shape            # (B, C, H, W)
    h = image.flatten(2)                # (B, C, H*W)
    image_toks = h.mT                   # (B, H*W, C)
    return image_toks @ h               # (B, H*W, H*W)


def main():
    B, C, H, W = 8, 512, 4, 6
    image = torch.rand(B, C, H, W, device=DEVICE)   # (B, C, H, W)
    channels = gram(image)                          # (B, C, C)
    tokens = which_tokens_agree(image)              # (B, H*W, H*W)

    by_hand = (image[:, 0] * image[:, 1]).sum((1, 2))   # (B,)
    torch.testing.assert_close(channels[:, 0, 1], by_hand)
    torch.testing.assert_close(channels, channels.mT)
    assert torch.equal(channels[0].t(), channels[0].mT)
    print(f"channels with channels {tuple(channels.shape)}")
    print(f"tokens with tokens {tuple(tokens.shape)}")


if __name__ == "__main__":
    main()
