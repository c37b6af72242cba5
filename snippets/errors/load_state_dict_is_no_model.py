"""`load_state_dict` fills the model in place; what it returns is a report.

`load_state_dict` fills the model in place. What it returns is a report with two
lists, `missing_keys` and `unexpected_keys`. With `model =` in front of the
line, the model is thrown away and the report is kept.

Fix: Call it on a line of its own. Give the report its own name if you load with
`strict=False`, and read it.
"""

from torch import nn

MESSAGE = "'_IncompatibleKeys' object has no attribute '{wanted:word}'"
READ = ("{wanted} is what you asked of it, and the model would have it",)
ALSO = {
    "'_IncompatibleKeys' object is not callable": "model(x)",
}
PHASE = "save and load"
SEE = ("parameter-buffer-state-dict",)


def broken():
    state = nn.Linear(8, 3).state_dict()
    model = nn.Linear(8, 3).load_state_dict(state)
    model.eval()


def fixed():
    state = nn.Linear(8, 3).state_dict()
    model = nn.Linear(8, 3)
    model.load_state_dict(state)
    model.eval()


def main():
    try:
        broken()
    except AttributeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
