"""The optimizer was saved with another number of parameters than it has now.

An optimizer numbers its parameters and keeps its averages under these numbers.
It has no names. A layer was added, a bias was left out, or one script filters
the frozen part and the other does not: the count differs.

Fix: Build the optimizer over the same parameters, in the same order, and load.
Where the model has changed, begin with a fresh optimizer, and with a warmup.

Tempting: Cut the saved list to the length that is wanted. The averages then
belong to other parameters, and where the shapes agree nothing is said.
"""

import torch
from torch import nn

MESSAGE = (
    "loaded state dict contains a parameter group that doesn't match the size "
    "of optimizer's group"
)
PHASE = "save and load"
SYMPTOM = "good before saving, bad after loading"
SEE = ("initialize-count-freeze", "the-training-loop")


def broken():
    D, K = 8, 3
    saved = torch.optim.AdamW(nn.Linear(D, K).parameters()).state_dict()
    bigger = nn.Sequential(nn.Linear(D, K), nn.LayerNorm(K))
    torch.optim.AdamW(bigger.parameters()).load_state_dict(saved)


def fixed():
    D, K = 8, 3
    saved = torch.optim.AdamW(nn.Linear(D, K).parameters()).state_dict()
    same = nn.Linear(D, K)
    optimizer = torch.optim.AdamW(same.parameters())
    optimizer.load_state_dict(saved)
    return optimizer


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
