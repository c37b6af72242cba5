"""Images went in as 0 to 255, and layers are made for numbers near 1.

`.float()` on an image of bytes keeps its values. A layer's first weights are
drawn for inputs of about size 1, so the first outputs are some hundred times
too large, and with them the first gradients.

Fix: `images.float() / 255`, then minus the mean and divided by the standard
deviation of your data. `torchvision`'s `ToTensor` divides by 255 for images
of bytes only: an array of floats passes through as it is.

Tempting: A smaller learning rate. It stops the first steps from exploding,
and slows down everything after them.

Check: Hold a batch, as the loader gives it, against size 1.
"""

import torch

PHASE = "load data"
SYMPTOM = "the loss does not fall"
MODELS = ("cnn", "vae", "unet", "vit")
SEE = ("into-and-out-of-tensors", "initialize-count-freeze")


def photos():
    B, C, H, W = 4, 3, 8, 12
    return torch.randint(256, (B, C, H, W), dtype=torch.uint8)


def broken():
    images = photos()
    B, C, H, W = images.shape
    return images.float()                   # (B, C, H, W)


def fixed():
    images = photos()
    B, C, H, W = images.shape
    images = images.float() / 255           # (B, C, H, W)
    return (images - 0.5) / 0.25            # (B, C, H, W)


def check(images):
    size = images.square().mean().sqrt().item()     # root mean square
    assert 0.1 < size < 10, f"the pixels' size is about {size:.0f}, not 1"


def main():
    torch.manual_seed(0)
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
