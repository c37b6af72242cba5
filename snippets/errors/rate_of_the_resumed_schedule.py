"""`last_epoch` says that training goes on, and the optimizer is a fresh one.

A scheduler that resumes needs the rate that training began with. It stands in
the optimizer's groups as `initial_lr`, put there by the first scheduler and
saved with the optimizer. A new optimizer has none.

Fix: Build both as at the start, without `last_epoch`, then load both states:
`optimizer.load_state_dict` and `scheduler.load_state_dict`.

Tempting: Set `initial_lr` in the groups by hand. The rate is right, and Adam
still begins with empty averages, as its state was not loaded.
"""

import torch
from torch import nn
from torch.optim.lr_scheduler import CosineAnnealingLR

MESSAGE = (
    "param 'initial_lr' is not specified in param_groups[{group:any}] "
    "when resuming "
)
READ = ("{group} is the group of parameters, counted from 0",)
PHASE = "save and load"
MODELS = ("char_gpt",)
SEE = ("the-training-loop", "parameter-buffer-state-dict")


def broken():
    optimizer = torch.optim.AdamW(nn.Linear(3, 1).parameters())
    return CosineAnnealingLR(optimizer, T_max=10, last_epoch=4)


def fixed():
    optimizer = torch.optim.AdamW(nn.Linear(3, 1).parameters())
    scheduler = CosineAnnealingLR(optimizer, T_max=10)
    saved = {"optimizer": optimizer.state_dict(), "at": scheduler.state_dict()}
    optimizer.load_state_dict(saved["optimizer"])
    scheduler.load_state_dict(saved["at"])


def main():
    try:
        broken()
    except KeyError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
