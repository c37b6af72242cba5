"""The optimizer was saved with another number of parameter groups.

A group is a list of parameters with settings of their own: a learning rate for
the body and one for the head, or weight decay for matrices only. The script
that resumes makes one group, the script that saved made two.

Fix: Make the groups with the same function in both scripts, then load.

Tempting: Load only the model and leave the optimizer as it is. It goes on, with
one learning rate for all and with averages that begin at 0.
"""

import torch
from torch import nn

MESSAGE = "loaded state dict has a different number of parameter groups"
PHASE = "save and load"
SYMPTOM = "good before saving, bad after loading"
SEE = ("initialize-count-freeze", "the-training-loop")


def groups(model):
    body, head = model
    return [
        {"params": body.parameters(), "lr": 1e-4},
        {"params": head.parameters(), "lr": 1e-3},
    ]


def broken():
    model = nn.Sequential(nn.Linear(8, 5), nn.Linear(5, 3))
    saved = torch.optim.AdamW(groups(model)).state_dict()
    torch.optim.AdamW(model.parameters()).load_state_dict(saved)


def fixed():
    model = nn.Sequential(nn.Linear(8, 5), nn.Linear(5, 3))
    saved = torch.optim.AdamW(groups(model)).state_dict()
    optimizer = torch.optim.AdamW(groups(model))
    optimizer.load_state_dict(saved)
    print([group["lr"] for group in optimizer.param_groups])


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
