"""The module was built without numbers, and there is nothing to move.

Under `torch.device("meta")` a model is built at once and takes no memory: its
tensors have a shape and no values. Libraries do this before they read a large
checkpoint. What the checkpoint did not fill is still empty when the model
moves.

Fix: Load with `load_state_dict(state, assign=True)`, which puts the tensors of
the file in the place of the empty ones. Then move the model. If you meant to
train from scratch, build it on the CPU.

Tempting: `load_state_dict(state)` without `assign`. It copies into tensors
that cannot hold a value, and warns once.
"""

import warnings

import torch
from torch import nn

MESSAGE = "Cannot copy out of meta tensor; no data!"
ALSO = {
    "Please use torch.nn.Module.to_empty() instead of torch.nn.Module.to() "
    "when moving module from meta to a different device.": "a module's .to()",
    "which is a no-op. (Did you mean to pass `assign=True`": (
        "the warning of load_state_dict"
    ),
}
PHASE = "save and load"
MODELS = ("char_gpt", "unet")
SEE = ("parameter-buffer-state-dict", "device-and-dtype")


def broken():
    D, K = 16, 3
    with torch.device("meta"):
        model = nn.Linear(D, K)
    return model.to("cpu")


def fixed():
    D, K = 16, 3
    state = nn.Linear(D, K).state_dict()
    with torch.device("meta"):
        model = nn.Linear(D, K)
    model.load_state_dict(state, assign=True)
    return model.to("cpu").weight       # (K, D)


def tempting():
    D, K = 16, 3
    state = nn.Linear(D, K).state_dict()
    with torch.device("meta"):
        model = nn.Linear(D, K)
    with warnings.catch_warnings(action="ignore"):
        model.load_state_dict(state)
    print(f"loaded, and the weight is on {model.weight.device}")


def main():
    try:
        broken()
    except NotImplementedError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
