"""The first state of an LSTM was made on the CPU, its input is on the GPU.

`torch.zeros(...)` for the hidden state is the line that tutorials show, and it
makes its tensor on the CPU.

Fix: Leave the state out: without one an LSTM starts at zeros, in the right
place, in the right dtype, for any batch. Where you need one, make it with
`x.new_zeros(...)`.

Tempting: `.cuda()` behind `zeros`. It runs until the model is on a second GPU
or on the CPU.
"""

import torch
from fake_gpu import FakeGpu
from torch import nn

MESSAGE = (
    "Input and hidden tensors are not at the same device, found input tensor "
    "at {x:word} and hidden tensor at {state:word}"
)
READ = (
    "{x} is where the input lives",
    "{state} is where the first state lives",
)
ALSO = {
    "Input and parameter tensors are not at the same device, found input "
    "tensor at {x:word} and parameter tensor at {state:word}": (
        "the layer itself was left behind"
    ),
}
PHASE = "forward"
SEE = ("device-and-dtype", "also-met-modules")


def broken():
    B, L, D, n = 2, 5, 8, 1
    lstm = nn.LSTM(D, D, n, batch_first=True).to("cuda")
    x = torch.rand(B, L, D).to("cuda")      # (B, L, D)
    state = torch.zeros(n, B, D)            # (n, B, D)
    return lstm(x, (state, state))


def fixed():
    B, L, D, n = 2, 5, 8, 1
    lstm = nn.LSTM(D, D, n, batch_first=True).to("cuda")
    x = torch.rand(B, L, D).to("cuda")      # (B, L, D)
    state = x.new_zeros(n, B, D)            # (n, B, D)
    out, _ = lstm(x, (state, state))
    assert lstm(x)[0].shape == out.shape
    return out                              # (B, L, D)


def main():
    with FakeGpu():
        try:
            broken()
        except RuntimeError as error:
            print(error)
        fixed()


if __name__ == "__main__":
    main()
