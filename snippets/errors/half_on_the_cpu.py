"""This operation has no half precision on the CPU.

float16 is made for GPUs. On the CPU most layers of today's PyTorch take it,
and some operations still do not: linear algebra, `cdist`, the CTC loss. In
torch 1.x and early 2.x that was true of nearly all, `Linear` and `Conv2d`
included.

Fix: Work in float32 on the CPU: `model.float()`, and no `.half()` before you
know that there is a GPU. Or cast for the one line and back.

Tempting: `.half()` on everything else too. The operation that lacks half is
the one in the message, and it still lacks it.
"""

import torch

MESSAGE = "\"{kernel:word}\" not implemented for 'Half'"
READ = ("{kernel} is the kernel that was looked for: here you see which op",)
ALSO = {
    "\"addmm_impl_cpu_\" not implemented for 'Half'": "Linear, torch 1.x",
    "\"slow_conv2d_cpu\" not implemented for 'Half'": "Conv2d, torch 1.x",
    "\"LayerNormKernelImpl\" not implemented for 'Half'": "torch 1.x and 2.0",
    "Low precision dtypes not supported. Got Half": "torch.linalg",
}
PHASE = "forward"
MODELS = ("clip",)
SEE = ("device-and-dtype",)


def broken():
    B, P, D = 4, 6, 16
    images = torch.rand(B, D).half()        # (B, D)
    texts = torch.rand(P, D).half()         # (P, D)
    return torch.cdist(images, texts)


def fixed():
    B, P, D = 4, 6, 16
    images = torch.rand(B, D).half()        # (B, D)
    texts = torch.rand(P, D).half()         # (P, D)
    images = images.float()                 # (B, D)
    texts = texts.float()                   # (P, D)
    return torch.cdist(images, texts)       # (B, P)


def main():
    try:
        broken()
    except NotImplementedError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
