"""`load_state_dict` was given a path, and it wants what is in the file.

Two steps: `torch.load` reads the file, `load_state_dict` copies weights into
the model. The second one never opens a file. The same is said of a whole model
in place of its weights, and of `model.state_dict` without its parentheses.

Fix: Read the file first, and pass what you read.
"""

import torch
from torch import nn

MESSAGE = "Expected state_dict to be dict-like, got <class '{given:word}'>."
READ = ("{given} is the class of what you passed; str is a path",)
ALSO = {
    "'{given:word}' object has no attribute 'copy'": "torch 1.11 and before",
}
PHASE = "save and load"
SEE = ("parameter-buffer-state-dict",)


def broken():
    model = nn.Linear(8, 3)
    torch.save(model.state_dict(), "model.pt")
    model.load_state_dict("model.pt")


def fixed():
    model = nn.Linear(8, 3)
    torch.save(model.state_dict(), "model.pt")
    state = torch.load("model.pt", weights_only=True)
    print(model.load_state_dict(state))


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
