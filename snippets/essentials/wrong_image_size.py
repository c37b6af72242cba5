"""Meet an image that the patches do not fit, and refuse it early."""

import torch
from patch_embedding import PatchEmbedding

DEVICE = torch.device("cpu")


def refused(call, given):
    try:
        call(given)
    except ValueError as error:
        print(error)


def main():
    refused(PatchEmbedding, (130, 160))
    model = PatchEmbedding((128, 160), embed_dim=52).to(DEVICE)
    image = torch.rand(8, 3, 130, 165, device=DEVICE)  # (8, 3, 130, 165)
    refused(model, image)

    cut = model.patch_embed(image)                     # (8, 52, 4, 5)
    turned = image.transpose(2, 3)                     # (8, 3, 165, 130)
    again = model.patch_embed(turned)                  # (8, 52, 5, 4)
    print(f"Conv2d: 130 x 165 to {tuple(cut.shape[2:])}, no error")
    print(f"Conv2d: 165 x 130 to {tuple(again.shape[2:])}, no error")


if __name__ == "__main__":
    main()
