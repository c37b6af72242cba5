"""The learning rate is a text, read from a file or the command line.

The optimizer checks that the rate is not negative, and a text has no order
with a number. YAML reads `1e-4` as text: to be a number it has to have a dot,
as in `1.0e-4`. What `input()`, `sys.argv` or an `argparse` argument without
`type=float` gives is text as well.

Fix: `float(config["lr"])`, once, where the settings are read. So it is right
however the file is written.

Tempting: Write 0.0001 into this file. The next file with `3e-4` fails again,
and weight decay, eps and betas have the same problem.
"""

import torch
from torch import nn

MESSAGE = "'<=' not supported between instances of 'float' and 'str'"
ALSO = {
    "'<' not supported between instances of 'str' and 'float'": "SGD",
}
PHASE = "build"
MODELS = ("char_gpt", "cnn")
SEE = ("the-training-loop",)


def broken():
    config = {"lr": "1e-4"}
    model = nn.Linear(8, 1)
    return torch.optim.AdamW(model.parameters(), lr=config["lr"])


def fixed():
    config = {"lr": "1e-4"}
    model = nn.Linear(8, 1)
    return torch.optim.AdamW(model.parameters(), lr=float(config["lr"]))


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
