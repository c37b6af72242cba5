"""The names in the checkpoint begin with `_orig_mod`: the model was compiled.

`torch.compile(model)` gives a module around your module, and holds it as the
attribute `_orig_mod`. Its `state_dict` has that word before each name. Both
share their weights, so you can save either of them.

Fix: Save the `state_dict` of the model you compiled, not of what `compile`
returned, or compile in place with `model.compile()`. For a file that exists
already, take the word off.

Tempting: `strict=False`. No name fits, so nothing is loaded.
"""

import os

import torch
from torch import nn

MESSAGE = (
    'Missing key(s) in state_dict: "{missing:word}"{more:text}'
    ' Unexpected key(s) in state_dict: "_orig_mod.{left:word}"'
)
READ = (
    "{missing} is the first name your model misses, {left} the first that is "
    "left over: the same, but for `_orig_mod.` before one of them",
)
ALSO = {
    'Missing key(s) in state_dict: "_orig_mod.{missing:word}"{more:text}'
    ' Unexpected key(s) in state_dict: "{left:word}"': (
        "the model is compiled, the checkpoint is not"
    ),
}
PHASE = "save and load"
MODELS = ("char_gpt",)
SEE = ("parameter-buffer-state-dict",)

os.environ["TORCHDYNAMO_DISABLE"] = "0"  # where it is 1, compile does nothing


def net():
    return nn.Linear(8, 3, bias=False)


def broken():
    model = torch.compile(net())
    torch.save(model.state_dict(), "model.pt")
    net().load_state_dict(torch.load("model.pt"))


def fixed():
    model = torch.compile(net())
    torch.save(model.state_dict(), "model.pt")
    state = torch.load("model.pt")
    bare = {n.removeprefix("_orig_mod."): w for n, w in state.items()}
    print(net().load_state_dict(bare))


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
