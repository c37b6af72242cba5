"""`model.requires_grad = False` freezes nothing.

A module has no switch of that name. The line makes a new attribute on it,
which nobody reads, and each parameter goes on wanting a gradient. The
pretrained part is trained with the rest, and may lose what it knew.

Fix: `model.requires_grad_(False)`, with the underscore and the brackets. It
sets the switch on each parameter inside.

Tempting: Put the part in `eval` mode instead. That changes how its dropout
and its norms run; its weights are trained as before.

Check: After freezing, no parameter of that part asks for a gradient.
"""

from torch import nn

PHASE = "build"
SYMPTOM = "it trains, and the result is wrong"
MODELS = ("vit", "clip")
SEE = ("initialize-count-freeze",)


def pretrained():
    return nn.Sequential(nn.Linear(32, 64), nn.ReLU(), nn.Linear(64, 16))


def broken():
    encoder = pretrained()
    encoder.requires_grad = False
    return encoder


def fixed():
    encoder = pretrained()
    encoder.requires_grad_(False)
    return encoder


def tempting():
    encoder = pretrained()
    encoder.eval()
    return encoder


def check(frozen):
    named = frozen.named_parameters()
    awake = [name for name, p in named if p.requires_grad]
    assert not awake, f"still trained: {awake}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())
    try:
        check(tempting())
    except AssertionError as error:
        print("in eval mode", error)


if __name__ == "__main__":
    main()
