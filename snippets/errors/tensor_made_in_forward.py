"""A tensor that `forward` makes is made on the CPU, wherever the model is.

`torch.arange`, `zeros`, `randn` and `tensor` ask nobody where you are. What
you make in a `forward`, positions, noise, a mask, the first state of an LSTM,
has to be told.

Fix: `device=x.device`, with the tensor that came in. `torch.zeros_like(x)`
and `x.new_zeros(...)` take the device along by themselves.

Tempting: `.cuda()` in the `forward`. It runs on your machine, and on no
laptop and no second GPU.
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
    "Expected all tensors to be on the same device, but got index is on "
    "{one:word}, different from other tensors on {other:word}": (
        "an embedding, recent torch on CUDA"
    ),
    "(when checking argument for argument index in method "
    "wrapper_CUDA__index_select)": "an embedding, earlier torch 2 on CUDA",
    "stft input and window must be on the same device": "torch.stft",
}
PHASE = "forward"
MODELS = ("char_gpt", "vit", "rectified_flow", "audio")
SEE = ("device-and-dtype", "position-embeddings")


def broken():
    B, L, V, D = 2, 5, 30, 8
    ids = torch.randint(V, (B, L)).to("cuda")   # (B, L)
    tokens = nn.Embedding(V, D).to("cuda")
    places = nn.Embedding(L, D).to("cuda")
    return tokens(ids) + places(torch.arange(L))


def fixed():
    B, L, V, D = 2, 5, 30, 8
    ids = torch.randint(V, (B, L)).to("cuda")   # (B, L)
    tokens = nn.Embedding(V, D).to("cuda")
    places = nn.Embedding(L, D).to("cuda")
    at = torch.arange(L, device=ids.device)     # (L,)
    return tokens(ids) + places(at)             # (B, L, D)


def main():
    with FakeGpu():
        try:
            broken()
        except RuntimeError as error:
            print(error)
        fixed()


if __name__ == "__main__":
    main()
