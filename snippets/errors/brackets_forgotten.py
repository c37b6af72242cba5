"""A method was named and not called: the brackets are missing.

Without `()` you have the method itself, not what it returns. It has none of
the names that you ask for next.

Fix: Call it: `model.state_dict().keys()`, `model.parameters()`.
"""

from torch import nn

MESSAGE = "'function' object has no attribute '{name:word}'"
READ = ("{name} was asked of a method: its brackets are missing",)
ALSO = {
    "'method' object has no attribute '{name:word}'": "some versions of Python",
    "'method' object is not iterable": "for p in model.parameters:",
    "'method' object is not subscriptable": "model.state_dict['fc.weight']",
}
PHASE = "save and load"
SEE = ("parameter-buffer-state-dict",)


def broken():
    D, K = 6, 3
    model = nn.Linear(D, K)
    return list(model.state_dict.keys())


def fixed():
    D, K = 6, 3
    model = nn.Linear(D, K)
    return list(model.state_dict().keys())


def main():
    try:
        broken()
    except AttributeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
