"""The file holds a whole checkpoint, and the weights are one entry of it.

Besides the weights, a training script saves the epoch, the optimizer and the
loss, in one dict. `load_state_dict` takes the names in that dict for names of
weights: every weight is missing, and "epoch" is left over.

Fix: Print `checkpoint.keys()` and hand over the entry with the weights. It is
called model, state_dict or model_state_dict, nobody agreed.

Tempting: `strict=False`. All weights are missing, none is loaded, and the
message is gone.
"""

import torch
from torch import nn

MESSAGE = (
    'Missing key(s) in state_dict: "{missing:word}"{more:text}'
    ' Unexpected key(s) in state_dict:{before:text}"epoch"'
)
READ = (
    "{missing} is the first weight your model looks for",
    "what is left over are no weights: the file holds more than a `state_dict`",
)
ALSO = {
    'Missing key(s) in state_dict: "{missing:word}"{more:text}'
    ' Unexpected key(s) in state_dict:{before:text}"state_dict"': (
        "another script"
    ),
    'Missing key(s) in state_dict: "{missing:word}"{more:text}'
    ' Unexpected key(s) in state_dict:{before:text}"model_state_dict"': (
        "the names of the PyTorch tutorial"
    ),
}
PHASE = "save and load"
SEE = ("parameter-buffer-state-dict", "the-training-loop")


def save(model, optimizer):
    checkpoint = {
        "epoch": 7,
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
    }
    torch.save(checkpoint, "checkpoint.pt")


def broken():
    model = nn.Linear(8, 3, bias=False)
    save(model, torch.optim.AdamW(model.parameters()))
    model.load_state_dict(torch.load("checkpoint.pt"))


def fixed():
    model = nn.Linear(8, 3, bias=False)
    save(model, torch.optim.AdamW(model.parameters()))
    checkpoint = torch.load("checkpoint.pt")
    print(list(checkpoint))
    print(model.load_state_dict(checkpoint["model"]))


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
