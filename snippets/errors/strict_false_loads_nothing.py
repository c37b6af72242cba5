"""With `strict=False` no name fitted, and the model is still random.

`strict=False` loads the names that agree and leaves the rest, without a word.
When all names begin with `module.`, or one level is missing, none agrees. The
model then starts from random weights, and the results are those of no training.

Fix: Mend the names, and load strictly. Where some names may be missing, read
what `load_state_dict` returns, and say which ones you allow.

Check: Each weight of the model equals the one in the file, except for those
you name.
"""

from torch import nn

PHASE = "save and load"
SYMPTOM = "good before saving, bad after loading"
MODELS = ("vit", "unet")
SEE = ("parameter-buffer-state-dict",)


def net(D, K):
    return nn.Sequential(nn.Linear(D, 5), nn.ReLU(), nn.Linear(5, K))


def saved():
    return nn.DataParallel(net(D=8, K=3)).state_dict()


def broken():
    model, state = net(D=8, K=3), saved()
    model.load_state_dict(state, strict=False)
    return model, state


def fixed():
    model, state = net(D=8, K=3), saved()
    state = {n.removeprefix("module."): w for n, w in state.items()}
    model.load_state_dict(state)
    return model, state


def check(loaded, allowed=()):
    model, state = loaded
    unlike = [
        name
        for name, weight in model.state_dict().items()
        if name not in state or not weight.equal(state[name])
    ]
    wrong = set(unlike) - set(allowed)
    there = len(model.state_dict())
    assert not wrong, f"{len(wrong)} of {there} weights are not from the file"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
