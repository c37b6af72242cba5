"""Turn a batch of images into tokens: one token for each pixel."""

import torch

DEVICE = torch.device("cpu")


def tokenize_image():
    B, C, H, W = 8, 512, 4, 6
    image = torch.rand(B, C, H, W, device=DEVICE)   # (B, C, H, W)
    h = image.flatten(2)                            # (B, C, H*W)
    image_toks = h.transpose(1, 2)                  # (B, H*W, C)

    assert image_toks[0, W].equal(image[0, :, 1, 0])
    print(f"image {tuple(image.shape)}")
    print(f"image_toks {tuple(image_toks.shape)}")
    return image_toks


def main():
    tokenize_image()


if __name__ == "__main__":
    main()
