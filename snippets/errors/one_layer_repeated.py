"""`[layer] * 3` is one layer three times, not three layers.

Multiplying a list repeats what is in it, and what is in it is one object.
All three places then share their weights: the model is three deep and has
the parameters of one. It trains, only worse than it should. The same goes
for a block that is made once, outside the loop that appends it.

Fix: Make a layer for each place, in a comprehension, or with
`copy.deepcopy(layer)`.

Check: Each parameter has one name. Where weights are shared on purpose, as
between an embedding and the head, it counts those too.
"""

from torch import nn

PHASE = "build"
SYMPTOM = "it trains, and the result is wrong"
MODELS = ("vit", "char_gpt")
SEE = ("nn-module-sequential", "initialize-count-freeze")


def broken():
    D, depth = 32, 3
    block = nn.Sequential(nn.Linear(D, D), nn.ReLU())
    return nn.Sequential(*[block] * depth)


def fixed():
    D, depth = 32, 3
    return nn.Sequential(
        *[nn.Sequential(nn.Linear(D, D), nn.ReLU()) for _ in range(depth)]
    )


def check(model):
    named = list(model.named_parameters(remove_duplicate=False))
    real = len(list(model.parameters()))
    assert len(named) == real, f"{real} parameters have {len(named)} names"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
