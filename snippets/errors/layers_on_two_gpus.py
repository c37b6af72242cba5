"""The model is spread over two GPUs, and nobody carries x between them.

A library that places a model by itself, with `device_map="auto"`, moves
activations from GPU to GPU at the borders it knows. A line of your own between
two layers, or a tensor you keep aside for a skip, crosses a border unseen.

Fix: Move to where the next layer is: `x.to(layer.weight.device)`. If the model
fits into one GPU, place it on one.

Tempting: `CUDA_VISIBLE_DEVICES=0`, to make the second GPU invisible. It runs
if all fits into the first; if you spread it because it did not, it is out of
memory.
"""

import torch
from fake_gpu import FakeGpu
from torch import nn

MESSAGE = (
    "Expected all tensors to be on the same device, but found at least two "
    "devices, {one:word} and {other:word}!"
)
READ = (
    "one tensor in that line lives on {one}, another one on {other}",
)
ALSO = {
    "different from other tensors on cuda:0 (when checking argument in "
    "method wrapper_CUDA_bmm)": "attention, recent torch on CUDA",
    "module must have its parameters and buffers on device cuda:0 "
    "(device_ids[0]) but found one of them on device": "DataParallel",
}
PHASE = "forward"
MODELS = ("char_gpt", "unet")
SEE = ("device-and-dtype",)


def broken():
    B, D, K = 4, 16, 3
    body = nn.Linear(D, D).to("cuda:0")
    head = nn.Linear(D, K).to("cuda:1")
    x = torch.rand(B, D).to("cuda:0")       # (B, D)
    return head(body(x))


def fixed():
    B, D, K = 4, 16, 3
    body = nn.Linear(D, D).to("cuda:0")
    head = nn.Linear(D, K).to("cuda:1")
    x = torch.rand(B, D).to("cuda:0")       # (B, D)
    x = body(x).to(head.weight.device)      # (B, D)
    return head(x)                          # (B, K)


def main():
    with FakeGpu():
        try:
            broken()
        except RuntimeError as error:
            print(error)
        fixed()


if __name__ == "__main__":
    main()
