"""The model has weights that the checkpoint does not.

A checkpoint has a name for each tensor, a model has one for each of its own,
and they have to be the same names. A name is the path of attributes to the
weight: with another layer, or one moved into a `Sequential`, the path changes.
Here a norm was added after the checkpoint was saved.

Fix: Build the model the checkpoint was saved from. If the layer is meant to be
new, load with `strict=False` and look at the names it returns: they have to be
the new ones and no others.

Tempting: `strict=False` and not looking. Any name that was spelled differently
then stays at random, without a word.
"""

from torch import nn

MESSAGE = 'Missing key(s) in state_dict: "{missing:word}"'
READ = ("{missing} is in your model and not in the checkpoint",)
ALSO = {"in loading state_dict for": "its first line, before it says what"}
PHASE = "save and load"
MODELS = ("cnn", "vit", "unet")
SEE = ("parameter-buffer-state-dict",)


class Block(nn.Module):
    def __init__(self, D, normed=False):
        super().__init__()
        self.inner = nn.Linear(D, 2 * D)
        self.outer = nn.Linear(2 * D, D)
        if normed:
            self.norm = nn.LayerNorm(D)


def broken():
    state = Block(D=8).state_dict()
    Block(D=8, normed=True).load_state_dict(state)


def fixed():
    state = Block(D=8).state_dict()
    model = Block(D=8, normed=True)
    found = model.load_state_dict(state, strict=False)
    print(found)
    assert all(name.startswith("norm.") for name in found.missing_keys)
    assert not found.unexpected_keys


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
