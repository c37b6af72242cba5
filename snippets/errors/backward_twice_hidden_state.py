"""The hidden state of the last batch brings its graph along, and it is freed.

Each batch begins with the state that the batch before it left. That state
knows how it was made, so backward walks on into the batch before. What was
kept there is gone since that batch had its own backward.

Fix: Cut the state loose between batches with `.detach()`. Its numbers go on,
its history ends. The state of an LSTM is a pair: detach both.

Tempting: `retain_graph=True`. Now nothing is freed: every batch walks through
all batches before it, slower each time. And as soon as `optimizer.step()`
writes the weights, backward stops at them.
"""

import torch
from torch import nn, optim

MESSAGE = "Trying to backward through the graph a second time"
ALSO = {
    "Trying to backward through the graph a second time, "
    "but the buffers have already been freed.": "torch 1.4",
    "Trying to backward through the graph a second time, but the saved "
    "intermediate results have already been freed.": "torch 1.8",
}
PHASE = "backward"
SEE = ("into-and-out-of-tensors", "the-training-loop")


def broken():
    B, D = 4, 6
    cell = nn.GRUCell(D, D)
    state = torch.zeros(B, D)          # (B, D)
    for x in torch.rand(3, B, D):      # (B, D)
        state = cell(x, state)         # (B, D)
        state.mean().backward()


def fixed():
    B, D = 4, 6
    cell = nn.GRUCell(D, D)
    state = torch.zeros(B, D)          # (B, D)
    for x in torch.rand(3, B, D):      # (B, D)
        state = state.detach()         # (B, D)
        state = cell(x, state)         # (B, D)
        state.mean().backward()


def tempting():
    B, D = 4, 6
    cell = nn.GRUCell(D, D)
    sgd = optim.SGD(cell.parameters(), lr=0.1)
    state = torch.zeros(B, D)          # (B, D)
    for x in torch.rand(3, B, D):      # (B, D)
        state = cell(x, state)         # (B, D)
        state.mean().backward(retain_graph=True)
        sgd.step()


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()
    try:
        tempting()
    except RuntimeError as error:
        print("retain_graph:", str(error).partition(":")[0])


if __name__ == "__main__":
    main()
