"""The file is there, and it has no bytes in it.

`open(path, "wb")` makes an empty file before anything is written. If saving
fails after that, or the disk is full, the file stays empty. A buffer in memory
looks empty too when it was written and not rewound: reading begins at the end.

Fix: Look at the size of the file, and save again. For a `BytesIO`, call
`seek(0)` between saving and loading.

Tempting: `try` and `except EOFError: pass`. The training then goes on from a
fresh model, and nobody is told.
"""

import io

import torch
from torch import nn

MESSAGE = "Ran out of input"
ALSO = {"EOFError: Ran out of input": "the last line of the traceback"}
PHASE = "save and load"
SEE = ("parameter-buffer-state-dict",)


def broken():
    file = io.BytesIO()
    torch.save(nn.Linear(8, 3).state_dict(), file)
    return torch.load(file, weights_only=False)


def fixed():
    file = io.BytesIO()
    torch.save(nn.Linear(8, 3).state_dict(), file)
    file.seek(0)
    return torch.load(file, weights_only=False)


def main():
    try:
        broken()
    except EOFError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
