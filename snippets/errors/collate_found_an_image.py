"""The dataset gives something that is not a tensor, such as a PIL image.

The loader knows how to stack tensors, arrays and numbers, also inside tuples,
lists and dicts. For anything else it can't know what a batch would be. Mostly
it is an image without `ToTensor()` in its transforms, a path, or an array of
`dtype=object`.

Fix: Turn the sample into a tensor in the dataset. What must stay as it is
needs a `collate_fn` that says how to batch it.

Tempting: A `collate_fn` that returns the list as it came. The loader is
content, and the model gets a list of images it can't use.
"""

import numpy as np
import torch
from PIL import Image
from torch.utils.data import DataLoader

MESSAGE = (
    "default_collate: batch must contain tensors, numpy arrays, numbers, dicts "
    "or lists; found <class '{found:word}'>"
)
READ = ("{found} is the class of what stands in your sample",)
ALSO = {
    "batch must contain tensors, numbers, dicts or lists; found "
    "<class '{found:word}'>": "torch 1.1 and before",
    "default_collate: batch must contain tensors, numpy arrays, numbers, dicts "
    "or lists; found object": "an array of dtype object",
}
PHASE = "load data"
MODELS = ("cnn", "vit")
SEE = ("into-and-out-of-tensors",)


def broken():
    B, H, W = 2, 8, 12
    photos = [Image.new("RGB", (W, H)) for _ in range(B)]
    loader = DataLoader(photos, batch_size=B)
    return next(iter(loader))


def to_tensor(photo):
    x = torch.from_numpy(np.array(photo))
    H, W, C = x.shape                        # (H, W, C)
    return x.permute(2, 0, 1) / 255          # (C, H, W)


def fixed():
    B, H, W = 2, 8, 12
    photos = [Image.new("RGB", (W, H)) for _ in range(B)]
    samples = [to_tensor(photo) for photo in photos]
    loader = DataLoader(samples, batch_size=B)
    return next(iter(loader))                # (B, 3, H, W)


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
