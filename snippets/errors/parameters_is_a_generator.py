"""`parameters()` gives parameters one by one, so none can be picked by number.

It returns a generator: something to loop over once. It has no length and no
first entry, and after one loop nothing is left of it.

Fix: `list(model.parameters())[0]`, or `next(model.parameters())` for the
first. Better, by name: `model.weight`, `model.get_parameter("0.weight")`.

Tempting: Keep `params = model.parameters()` for later. The second loop over
it sees nothing.
"""

from torch import nn

MESSAGE = "'generator' object is not subscriptable"
ALSO = {
    "object of type 'generator' has no len()": "len(model.parameters())",
}
PHASE = "build"
SEE = ("initialize-count-freeze", "parameter-buffer-state-dict")


def broken():
    D, K = 6, 3
    model = nn.Linear(D, K)
    return model.parameters()[0]


def fixed():
    D, K = 6, 3
    model = nn.Linear(D, K)
    weight, bias = list(model.parameters())     # (K, D), (K,)
    return weight.numel() + bias.numel()


def tempting():
    D, K = 6, 3
    params = nn.Linear(D, K).parameters()
    print(f"{sum(p.numel() for p in params)} numbers in the first loop, "
          f"{sum(p.numel() for p in params)} in the second")


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
