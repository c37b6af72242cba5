"""Give a model, and its loss, numbers of the kind that they take.

You meet it at the first batch of every new data set: files hold bytes, tables
hold floats, and a model may be in half precision.
"""

import torch
from torch import nn
from torch.nn import functional as F

MINUTES = 5
HINTS = (
    "Print the dtype of the images, of a weight of the model, of the labels.",
    "The images follow next(model.parameters()).dtype; a class is whole.",
    "images.to(weight.dtype) / 255, and labels.long()",
)
ERRORS = ("bytes_into_a_convolution", "labels_are_floats")


def loss_of(model, images, labels):
    """Mend this: two dtypes are wrong, and the numbers of the images too.

    images is (B, C, H, W) in bytes. model gives logits (B, K) and wants 0 to
    1 in place of 0 to 255, in the dtype of its own weights. labels is (B,),
    the number of each image's class, as floats: 0.0, 1.0 and so on. Return the
    mean cross entropy (), and leave the model as it is.
    """
    B, C, H, W = images.shape                 # (B, C, H, W)
    weight = next(model.parameters())
    x = images.to(weight.dtype) / 255         # (B, C, H, W)
    logits = model(x)
    B, K = logits.shape                       # (B, K)
    classes = labels.long()                   # (B,)
    return F.cross_entropy(logits, classes)   # ()


def wrong_start(model, images, labels):
    """Layers have weights of some float dtype, and take no bytes: convert the
    images, and mind their range. Then read what the loss says."""
    logits = model(images)
    return F.cross_entropy(logits, labels)


def wrong_labels_left(model, images, labels):
    """The images are right. A class is a whole number for cross_entropy: it
    wants long()."""
    weight = next(model.parameters())
    logits = model(images.to(weight.dtype) / 255)
    return F.cross_entropy(logits, labels)


def wrong_byte_labels(model, images, labels):
    """The message names Byte as well, but bytes end at 255, and there may be
    more classes than that: long()."""
    weight = next(model.parameters())
    logits = model(images.to(weight.dtype) / 255)
    return F.cross_entropy(logits, labels.byte())


def wrong_chances(model, images, labels):
    """Floats in the shape of the logits are taken for chances: nothing
    raises, and 2.0 is no chance. Hand over whole numbers (B,)."""
    weight = next(model.parameters())
    logits = model(images.to(weight.dtype) / 255)
    chances = labels.to(logits.dtype).unsqueeze(1).expand_as(logits)
    return F.cross_entropy(logits, chances)


def wrong_range(model, images, labels):
    """The dtype is right, and the numbers still go up to 255: divide."""
    weight = next(model.parameters())
    logits = model(images.to(weight.dtype))
    return F.cross_entropy(logits, labels.long())


def wrong_whole_division(model, images, labels):
    """// makes 0 of everything below 255: convert first, then divide with
    one /."""
    weight = next(model.parameters())
    logits = model((images // 255).to(weight.dtype))
    return F.cross_entropy(logits, labels.long())


def wrong_float32(model, images, labels):
    """Not every model is in float32: ask one of its weights."""
    logits = model(images.float() / 255)
    return F.cross_entropy(logits, labels.long())


def wrong_model_converted(model, images, labels):
    """model.float() converts the caller's model for good: the images have to
    follow the model."""
    logits = model.float()(images.float() / 255)
    return F.cross_entropy(logits, labels.long())


def check(loss_of):
    for B, C, H, W, K, dtype, slack in [
        (1, 1, 4, 5, 2, torch.float32, 1e-5),
        (2, 3, 5, 4, 300, torch.float64, 1e-5),
        (4, 2, 3, 6, 5, torch.bfloat16, 0.05),
    ]:
        torch.manual_seed(K)
        layers = nn.Conv2d(C, K, 3), nn.AdaptiveAvgPool2d(1), nn.Flatten()
        model = nn.Sequential(*layers).to(dtype)
        images = torch.randint(256, (B, C, H, W), dtype=torch.uint8)
        labels = torch.arange(K - B, K).flip(0)
        made = loss_of(model, images, labels.float())
        assert made.shape == (), "the loss is a single number, ()"
        assert model[0].weight.dtype == dtype, "the model keeps its dtype"
        assert made.dtype == dtype, "the loss has the dtype of the model"
        x = torch.tensor(images.tolist(), dtype=dtype)
        chances = model(x / 255).log_softmax(dim=1)
        wanted = -chances[range(B), labels].mean()
        assert torch.allclose(made, wanted, rtol=slack), (
            "it is the cross entropy of the scaled images")


def breaks():
    """Bytes meet a layer of floats."""
    B, C, H, W, K = 4, 3, 8, 6, 10
    images = torch.randint(256, (B, C, H, W), dtype=torch.uint8)
    labels = torch.rand(B).round()
    try:
        wrong_start(nn.Conv2d(C, K, (H, W)), images, labels)
    except RuntimeError as error:
        print(error)


def main():
    B, C, H, W, K = 4, 3, 8, 6, 10
    layers = nn.Conv2d(C, K, (H, W)), nn.Flatten()
    model = nn.Sequential(*layers).half()
    image = torch.arange(C * H * W)           # (C*H*W,)
    image = image.byte().reshape(C, H, W)     # (C, H, W)
    images = image.expand(B, -1, -1, -1)      # (B, C, H, W)
    labels = torch.arange(B).float()          # (B,)
    loss = loss_of(model, images, labels)     # ()
    print(f"{images.dtype} in, a loss in {loss.dtype} out")
    breaks()
    check(loss_of)


if __name__ == "__main__":
    main()
