"""A plain tensor was assigned where the module has a parameter.

`weight` is a name that the module keeps for an `nn.Parameter`. A plain
tensor in its place would not be trained or saved, so the module refuses it.
What is computed from a parameter, such as `layer.weight * 2`, is a plain
tensor too.

Fix: Write the new values into the parameter that is there, with
`torch.no_grad()` around `copy_`. An optimizer that holds it keeps holding
it. A new `nn.Parameter` is fine before there is an optimizer.

Tempting: Delete the parameter and assign the tensor. It runs, and the layer
has one parameter less to train and to save.
"""

import torch
from torch import nn

MESSAGE = (
    "cannot assign '{kind:word}' as parameter '{name:word}' "
    "(torch.nn.Parameter or None expected)"
)
READ = (
    "{name} is the parameter that would be replaced",
    "{kind} is the type of what was assigned",
)
ALSO = {
    "cannot assign '{kind:word}' object to parameter '{name:word}' "
    "(torch.nn.Parameter or None required)": "in register_parameter",
}
PHASE = "build"
MODELS = ("char_gpt",)
SEE = ("parameter-buffer-state-dict", "initialize-count-freeze")


def broken():
    D, K = 32, 10
    head = nn.Linear(D, K)
    new = torch.rand(K, D)              # (K, D)
    head.weight = new


def fixed():
    D, K = 32, 10
    head = nn.Linear(D, K)
    new = torch.rand(K, D)              # (K, D)
    with torch.no_grad():
        head.weight.copy_(new)          # (K, D)
    assert len(list(head.parameters())) == 2


def tempting():
    D, K = 32, 10
    head = nn.Linear(D, K)
    new = torch.rand(K, D)              # (K, D)
    del head.weight
    head.weight = new                   # (K, D)
    print(f"what is left to train: {[*head.state_dict()]}")


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
