"""A tensor made for a whole batch meets the last batch, which is smaller.

The loop ran well until the samples did not fill a batch any more. Everything
made before the loop with the batch size in it, labels of ones for a GAN,
noise, weights, is then too long.

Fix: Ask the batch how large it is: `torch.ones(len(x))`, or `ones_like` of
what it is compared with.

Tempting: `drop_last=True`. It is a fair choice in training. In evaluation it
leaves samples out of the result.
"""

import torch
from torch import nn
from torch.utils.data import DataLoader

MESSAGE = (
    "The size of tensor a ({N%B}) must match the size of tensor b ({B}) "
    "at non-singleton dimension {dim:any}"
)
READ = (
    "{N%B} is what was left for the last batch, {B} what the tensor was "
    "made for, if one of them is your `batch_size`",
)
PHASE = "loss"
SYMPTOM = "the last batch or a single sample fails"
SEE = ("the-training-loop", "broadcasting")


def broken():
    N, B, D = 7, 4, 8
    critic = nn.Linear(D, 1)
    real = torch.ones(B)                        # (B,)
    samples = torch.rand(N, D)                  # (N, D)
    for x in DataLoader(samples, batch_size=B):
        score = critic(x).squeeze(1)            # (_,)
        loss = (score - real).square().mean()


def fixed():
    N, B, D = 7, 4, 8
    critic = nn.Linear(D, 1)
    samples = torch.rand(N, D)                  # (N, D)
    for x in DataLoader(samples, batch_size=B):
        n = len(x)
        score = critic(x).squeeze(1)            # (n,)
        real = torch.ones(n)                    # (n,)
        loss = (score - real).square().mean()   # ()


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
