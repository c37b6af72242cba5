"""The schedulers no longer take `verbose`: the code is older than your PyTorch.

`verbose=True` made a scheduler print each change of the rate. It was announced
as going away for some versions, and then it went.

Fix: Leave it out, and print `scheduler.get_last_lr()` yourself.

Tempting: Install an old PyTorch. One argument is not worth it, and the next
library wants a new one.
"""

import torch
from torch import nn
from torch.optim.lr_scheduler import ReduceLROnPlateau

MESSAGE = (
    "{scheduler:word}.__init__() got an unexpected keyword argument 'verbose'"
)
READ = ("{scheduler} is the scheduler that was built",)
ALSO = {
    "The verbose parameter is deprecated. Please use get_last_lr()":
        "the warning of torch 2.2",
}
PHASE = "build"
SEE = ("the-training-loop",)


def broken():
    optimizer = torch.optim.SGD(nn.Linear(3, 1).parameters(), lr=0.1)
    return ReduceLROnPlateau(optimizer, patience=5, verbose=True)


def fixed():
    optimizer = torch.optim.SGD(nn.Linear(3, 1).parameters(), lr=0.1)
    scheduler = ReduceLROnPlateau(optimizer, patience=5)
    return scheduler.get_last_lr()


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
