"""The file is cut off: a part of it is missing.

A checkpoint is a zip archive, and the list of what is inside stands at its end.
A download that broke off, a disk that was full, or a job that was killed while
it saved, leaves a file without that end. The weights before it can't be found.

Fix: Get the file again, and compare its size with the one it should have. Save
under another name and rename when it is done, so that a file with the right
name is always whole.

Tempting: `weights_only=False`, `map_location`, another version of torch. None
of them brings the end of the file back.
"""

import os
from pathlib import Path

import torch
from torch import nn

MESSAGE = (
    "PytorchStreamReader failed reading zip archive: failed finding central "
    "directory"
)
ALSO = {
    "unexpected EOF, expected": "a file in the format before torch 1.6",
    "pickle data was truncated": "a file in the format before torch 1.6",
    "PytorchStreamReader failed reading file": "an archive that is damaged",
}
PHASE = "save and load"
SEE = ("parameter-buffer-state-dict",)


def broken():
    torch.save(nn.Linear(8, 3).state_dict(), "model.pt")
    whole = Path("model.pt").read_bytes()
    Path("model.pt").write_bytes(whole[: len(whole) // 2])
    return torch.load("model.pt")


def fixed():
    torch.save(nn.Linear(8, 3).state_dict(), "model.part")
    os.replace("model.part", "model.pt")
    return torch.load("model.pt")


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
