"""The model and its input are on the GPU, the labels of the batch are not.

The forward goes well, so the message comes one line later, from the loss. A
loader gives two tensors per batch, and only one of them was moved. The class
weights of a loss are left behind as easily.

Fix: Move both: `images, labels = images.to(device), labels.to(device)`. Class
weights move with the loss: `nn.CrossEntropyLoss(weight).to(device)`.

Tempting: `logits.cpu()` for the loss. It runs, and every step waits for the
GPU and computes its loss on the CPU.
"""

import torch
from fake_gpu import FakeGpu
from torch import nn
from torch.nn import functional as F

MESSAGE = (
    "Expected all tensors to be on the same device, but found at least two "
    "devices, {one:word} and {other:word}!"
)
READ = (
    "one tensor in that line lives on {one}, another one on {other}",
)
ALSO = {
    "Expected all tensors to be on the same device, but got target is on "
    "{one:word}, different from other tensors on {other:word}": (
        "cross_entropy, recent torch on CUDA"
    ),
    "(when checking argument for argument target in method "
    "wrapper_CUDA_nll_loss_forward)": "earlier torch 2 on CUDA",
    "(when checking argument for argument weight in method "
    "wrapper_CUDA_nll_loss_forward)": "the class weights, on CUDA",
}
PHASE = "loss"
MODELS = ("cnn", "vit", "char_gpt")
SEE = ("device-and-dtype", "the-training-loop")


def broken():
    B, D, K = 4, 16, 3
    model = nn.Linear(D, K).to("cuda")
    x = torch.rand(B, D).to("cuda")         # (B, D)
    labels = torch.randint(K, (B,))         # (B,)
    return F.cross_entropy(model(x), labels)


def fixed():
    B, D, K = 4, 16, 3
    model = nn.Linear(D, K).to("cuda")
    x = torch.rand(B, D).to("cuda")         # (B, D)
    labels = torch.randint(K, (B,))         # (B,)
    labels = labels.to("cuda")              # (B,)
    return F.cross_entropy(model(x), labels)  # ()


def main():
    with FakeGpu():
        try:
            broken()
        except RuntimeError as error:
            print(error)
        fixed()


if __name__ == "__main__":
    main()
