"""The file is no checkpoint: it is a web page, or the pointer of Git LFS.

The link leads to a page with a download button, or a token was missing, and you
saved HTML under the name of the weights. A clone without Git LFS has a file of
three lines that says where the weights are. `torch.load` takes the first letter
for an instruction.

Fix: Look at the first bytes and at the size: a zip archive begins with PK, and
weights have megabytes. Download the raw file, or run `git lfs pull`.

Tempting: `weights_only=False`. The text is as little a checkpoint as before:
invalid load key, and the first letter.
"""

from pathlib import Path
from pickle import UnpicklingError

import torch
from torch import nn

MESSAGE = "WeightsUnpickler error: Unsupported operand {first:any}"
READ = (
    "{first} is the first byte of the file as a number",
    "60 would be <, the beginning of a web page",
    "118 would be v, as in the first word of a Git LFS pointer, version",
)
ALSO = {
    "invalid load key, '<'.": "HTML, before torch 2.6 or weights_only=False",
    "invalid load key, 'v'.": "a Git LFS pointer, in the same way",
}
PHASE = "save and load"
SEE = ("parameter-buffer-state-dict",)


def broken():
    Path("model.pt").write_text("<!DOCTYPE html><html>Sign in</html>")
    return torch.load("model.pt")


def fixed():
    torch.save(nn.Linear(8, 3).state_dict(), "model.pt")
    start = Path("model.pt").read_bytes()[:2]
    assert start == b"PK", f"begins with {start}, this is no archive"
    return torch.load("model.pt")


def main():
    try:
        broken()
    except UnpicklingError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
