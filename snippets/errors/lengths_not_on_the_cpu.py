"""The lengths went to the GPU with the batch, and have to stay on the CPU.

`pack_padded_sequence` reads the lengths one by one, on the CPU, to work out
how to cut the batch. So they stay there, in one dim, as long. There is no GPU
where these pages are built: the device "meta" stands in for it, and the line
that refuses is the same.

Fix: `lengths.cpu()` in the call. The texts stay where they are. Lengths of
shape (B, 1) print this too: `lengths.squeeze(1)`.

Tempting: Move the model and all texts to the CPU. It runs, slowly, for the
sake of a handful of whole numbers.
"""

import torch
from torch.nn.utils.rnn import pack_padded_sequence

MESSAGE = (
    "'lengths' argument should be a 1D CPU int64 tensor, but got "
    "{dims:any}D {device:word} {dtype:word} tensor"
)
READ = (
    "{dims} is how many dims your lengths have: it has to be one",
    "{device} is where they are: it has to be cpu",
    "{dtype} is their dtype: it has to be Long",
)
ALSO = {
    "'lengths' argument should be a 1D CPU int64 tensor": "torch 1.3",
}
STAND_IN = "meta"
PHASE = "forward"
SEE = ("device-and-dtype", "also-met-modules")


def broken():
    B, L, D = 3, 6, 16
    gpu = torch.device("meta")
    x = torch.rand(B, L, D, device=gpu)        # (B, L, D)
    lengths = torch.full((B,), L, device=gpu)  # (B,)
    return pack_padded_sequence(x, lengths, batch_first=True)


def fixed():
    B, L, D = 3, 6, 16
    x = torch.rand(B, L, D)                 # (B, L, D)
    lengths = torch.full((B,), L)           # (B,)
    packed = pack_padded_sequence(x, lengths.cpu(), batch_first=True)
    return packed.data                      # (B*L, D)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
