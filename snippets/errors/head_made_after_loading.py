"""After loading, a new head took the place of the trained one.

The lines were copied from the training script: build, load the pretrained body,
put a new head on. There it was right. Here the file has the trained head, and
the last line replaces it with a random one.

Fix: Build the model as it was when it was saved, head included. Then load, as
the last step.

Tempting: Train the head a little longer. It works, and hides that every start
throws a head away.

Check: After all lines that build and load, the model's weights are those of the
file.
"""

from torch import nn

PHASE = "save and load"
SYMPTOM = "good before saving, bad after loading"
MODELS = ("cnn", "vit")
SEE = ("parameter-buffer-state-dict", "initialize-count-freeze")


def net(D, K):
    return nn.Sequential(nn.Linear(D, 5), nn.ReLU(), nn.Linear(5, K))


def broken():
    state = net(D=8, K=3).state_dict()
    model = net(D=8, K=3)
    model.load_state_dict(state)
    model[2] = nn.Linear(5, 3)
    return model, state


def fixed():
    state = net(D=8, K=3).state_dict()
    model = net(D=8, K=10)
    model[2] = nn.Linear(5, 3)
    model.load_state_dict(state)
    return model, state


def check(loaded):
    model, state = loaded
    mine = model.state_dict()
    unlike = [name for name in state if not mine[name].equal(state[name])]
    assert not unlike, f"not from the file: {', '.join(unlike)}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
