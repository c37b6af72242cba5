"""You save into a folder that is not there, and `torch.save` makes no folders.

The first epoch is over, and the path of the checkpoint has a folder that nobody
made, on this machine or in this working folder. A path that begins with / and
one that does not lead to different places.

Fix: Make the folder at the start of the training, before the first epoch costs
you an hour: `Path(folder).mkdir(parents=True, exist_ok=True)`.
"""

from pathlib import Path

import torch
from torch import nn

MESSAGE = "Parent directory {folder:text} does not exist."
READ = ("{folder} is the folder, seen from where you started Python",)
ALSO = {
    "No such file or directory: 'checkpoints/": "open(path, 'wb')",
}
PHASE = "save and load"
SEE = ("the-training-loop",)


def broken():
    model = nn.Linear(8, 3)
    torch.save(model.state_dict(), "checkpoints/model.pt")


def fixed():
    model = nn.Linear(8, 3)
    Path("checkpoints").mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), "checkpoints/model.pt")


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
