"""Model and checkpoint have the same weights under different names.

Names are missing and names are left over, in pairs. An attribute was renamed,
a layer went into a `Sequential`, or the code is of another version than the
checkpoint. The shapes would fit; only the paths differ.

Fix: Rename the keys while you load. Print both lists side by side, find the
rule, and load strictly, so that a name the rule missed still raises.

Tempting: `strict=False`. No name fits, nothing is loaded, and the model is as
random as before.
"""

from torch import nn

MESSAGE = (
    'Missing key(s) in state_dict: "{missing:word}"{more:text}'
    ' Unexpected key(s) in state_dict: "{left:word}"'
)
READ = (
    "{missing} is the first name your model looks for",
    "{left} is the first name the checkpoint has too many",
)
PHASE = "save and load"
SEE = ("parameter-buffer-state-dict",)


class Old(nn.Module):
    def __init__(self, D, K):
        super().__init__()
        self.fc1 = nn.Linear(D, 5)
        self.fc2 = nn.Linear(5, K)


class Net(nn.Module):
    def __init__(self, D, K):
        super().__init__()
        self.body = nn.Linear(D, 5)
        self.head = nn.Linear(5, K)


def broken():
    state = Old(D=8, K=3).state_dict()
    Net(D=8, K=3).load_state_dict(state)


def fixed():
    state = Old(D=8, K=3).state_dict()
    rule = {"fc1": "body", "fc2": "head"}
    renamed = {}
    for name, weight in state.items():
        layer, kind = name.split(".")
        renamed[f"{rule[layer]}.{kind}"] = weight
    print(Net(D=8, K=3).load_state_dict(renamed))


def tempting():
    state = Old(D=8, K=3).state_dict()
    found = Net(D=8, K=3).load_state_dict(state, strict=False)
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
