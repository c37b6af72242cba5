"""The image has another dtype than the layer's weights: here it is still bytes.

An image file holds whole numbers from 0 to 255, and so does the tensor that
is made of it. A convolution has weights of float32, and it takes float32.
From NumPy an image often comes as double, under autocast as half.

Fix: `images.float() / 255`, once, where images are read. For a model in half:
`images.to(model_dtype)`.

Tempting: `.float()` alone. It runs, with inputs from 0 to 255, and learns
badly: the first layer's outputs are some 255 times too large.
"""

import torch
from torch import nn

MESSAGE = (
    "Input type ({images:text}) and bias type ({weight:text}) should be the "
    "same"
)
READ = (
    "{images} is the dtype of your input, in the words of C++",
    "{weight} is the dtype of the layer's weight and bias",
)
ALSO = {
    "Input type (torch.cuda.HalfTensor) and weight type "
    "(torch.cuda.FloatTensor) should be the same": "CUDA, torch 1.x",
    "Input type (torch.cuda.FloatTensor) and weight type "
    "(torch.cuda.HalfTensor) should be the same": "CUDA, torch 1.x",
    "Input type (torch.cuda.ByteTensor) and weight type "
    "(torch.cuda.FloatTensor) should be the same": "CUDA, torch 1.x",
    "Input type (torch.cuda.DoubleTensor) and weight type "
    "(torch.cuda.FloatTensor) should be the same": "CUDA, torch 1.x",
    "expected scalar type Byte but found Float": "a layer without bias",
}
PHASE = "forward"
MODELS = ("cnn", "unet", "vit")
SEE = ("device-and-dtype", "convolutions")


def photos(B, C, H, W):
    return torch.randint(256, (B, C, H, W), dtype=torch.uint8)


def broken():
    B, C, H, W, D = 4, 3, 8, 12, 16
    images = photos(B, C, H, W)             # (B, C, H, W)
    return nn.Conv2d(C, D, 3, padding=1)(images)


def fixed():
    B, C, H, W, D = 4, 3, 8, 12, 16
    images = photos(B, C, H, W)             # (B, C, H, W)
    x = images.float() / 255                # (B, C, H, W)
    out = nn.Conv2d(C, D, 3, padding=1)(x)  # (B, D, H, W)
    print(f"scaled: outputs spread by {out.std():.1f}")


def tempting():
    B, C, H, W, D = 4, 3, 8, 12, 16
    images = photos(B, C, H, W)             # (B, C, H, W)
    x = images.float()                      # (B, C, H, W)
    out = nn.Conv2d(C, D, 3, padding=1)(x)  # (B, D, H, W)
    print(f"unscaled: outputs spread by {out.std():.1f}")


def main():
    torch.manual_seed(0)
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
