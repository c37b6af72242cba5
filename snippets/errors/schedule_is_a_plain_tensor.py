"""A tensor that is a plain attribute does not move with its module.

`.to(device)` moves parameters and buffers. A schedule, a mask or a mean that
was assigned as `self.x = torch...` is neither, so it stays on the CPU.

Fix: `self.register_buffer("alphas", alphas)` in the constructor. You read it
as `self.alphas`, it moves along, and it is saved with the model.

Tempting: `schedule.alphas.to(t.device)` at each use. It runs, and copies the
table to the GPU in every step.
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
    "indices should be either on cpu or on the same device as the indexed "
    "tensor": "alphas[t], with t on the GPU",
    "(when checking argument for argument index in method "
    "wrapper_CUDA_gather)": "gather, earlier torch 2 on CUDA",
}
PHASE = "forward"
MODELS = ("rectified_flow", "char_gpt")
SEE = ("parameter-buffer-state-dict", "device-and-dtype")


class Schedule(nn.Module):
    def __init__(self, T):
        super().__init__()
        self.alphas = torch.linspace(1, 0, T)           # (T,)


def broken():
    B, T = 4, 10
    schedule = Schedule(T).to("cuda")
    t = torch.randint(T, (B,)).to("cuda")               # (B,)
    return schedule.alphas.gather(0, t)


class Mended(nn.Module):
    def __init__(self, T):
        super().__init__()
        alphas = torch.linspace(1, 0, T)                # (T,)
        self.register_buffer("alphas", alphas)


def fixed():
    B, T = 4, 10
    schedule = Mended(T).to("cuda")
    t = torch.randint(T, (B,)).to("cuda")               # (B,)
    return schedule.alphas.gather(0, t)                 # (B,)


def main():
    with FakeGpu():
        try:
            broken()
        except RuntimeError as error:
            print(error)
        fixed()


if __name__ == "__main__":
    main()
