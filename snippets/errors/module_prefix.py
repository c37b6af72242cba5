"""The names in the checkpoint begin with "module.": it was in `DataParallel`.

`DataParallel` and `DistributedDataParallel` are modules around your module, and
they hold it as the attribute `module`. Their `state_dict` has that word before
each name. The other way round, a wrapped model looks for names with it.

Fix: Save `model.module.state_dict()`. For a file that exists already, take the
word off, with `removeprefix` and not with `replace`: a layer may have it in its
own name.

Tempting: `strict=False`. No name fits, so nothing is loaded, and the results
are those of a fresh model.
"""

import torch
from torch import nn

MESSAGE = (
    'Missing key(s) in state_dict: "{missing:word}"{more:text}'
    ' Unexpected key(s) in state_dict: "module.{left:word}"'
)
READ = (
    "{missing} is the first name your model misses, {left} the first that is "
    "left over: the same, but for `module.` before one of them",
)
ALSO = {
    'Missing key(s) in state_dict: "module.{missing:word}"{more:text}'
    ' Unexpected key(s) in state_dict: "{left:word}"': (
        "the model is wrapped, the checkpoint is not"
    ),
    'unexpected key "module.{left:word}" in state_dict': "torch 0.2 to 0.3",
}
PHASE = "save and load"
SEE = ("parameter-buffer-state-dict",)


def net():
    return nn.Linear(8, 3, bias=False)


def broken():
    trained = nn.DataParallel(net())
    torch.save(trained.state_dict(), "model.pt")
    net().load_state_dict(torch.load("model.pt"))


def fixed():
    trained = nn.DataParallel(net())
    torch.save(trained.state_dict(), "model.pt")
    state = torch.load("model.pt")
    bare = {n.removeprefix("module."): w for n, w in state.items()}
    print(net().load_state_dict(bare))


def tempting():
    state = nn.DataParallel(net()).state_dict()
    found = net().load_state_dict(state, strict=False)
    print(f"{len(found.missing_keys)} of {len(state)} weights still random")


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
