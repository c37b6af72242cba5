"""This operation exists for floats, and it was given whole numbers.

The name in quotes is the kernel, the piece of C++ that does the work; it has
no version for that dtype. Numbers typed without a point become long:
`torch.tensor([2, 1, 0])`. A softmax, a noise or an interpolation of them has
no meaning as whole numbers, so nobody wrote one.

Fix: `.float()` on the input, or a point in the numbers. For noise in the
shape of an image of bytes: `torch.randn(images.shape)`.
"""

import torch
from torch.nn import functional as F

MESSAGE = "\"{kernel:word}\" not implemented for 'Long'"
READ = ("{kernel} is the kernel that was looked for: here you see which op",)
ALSO = {
    "\"{kernel:word}\" not implemented for 'Int'": "whole numbers of 32 bits",
    "\"{kernel:word}\" not implemented for 'Byte'": "images of bytes",
    "\"{kernel:word}\" not implemented for 'Bool'": "masks",
    "{kernel:word} not implemented for 'torch.LongTensor'": "torch 1.0",
    "{kernel:word} is not implemented for type torch.LongTensor": "torch 0.4",
}
PHASE = "forward"
SEE = ("device-and-dtype", "make-tensors")


def broken():
    scores = torch.tensor([2, 1, 0])
    return F.softmax(scores, dim=0)


def fixed():
    scores = torch.tensor([2.0, 1.0, 0.0])
    K = len(scores)
    return F.softmax(scores, dim=0)             # (K,)


def main():
    try:
        broken()
    except NotImplementedError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
