"""After `w = w - ...`, w is a new tensor, and its `.grad` is None.

The minus makes a result, and gives it the old name. A result of an operation
isn't a leaf, so backward leaves nothing in its `.grad`. The tensor that has
the gradient is no longer called `w`. `.to(device)` and `* 0.1` behind
`requires_grad=True` do the same.

Fix: Write into the same tensor: `w -= lr * w.grad` inside `torch.no_grad()`.

Tempting: `torch.no_grad()` around `w = w - lr * w.grad`. The new `w` isn't
recorded at all, and the next backward has nothing to walk: see the output.
"""

import torch

MESSAGE = "'NoneType' object has no attribute 'zero_'"
ALSO = {
    "The .grad attribute of a Tensor that is not a leaf Tensor "
    "is being accessed.": "the warning before it",
    "unsupported operand type(s) for *: 'float' and 'NoneType'":
        "lr * w.grad in the next turn",
    "'NoneType' object has no attribute 'data'": "w.grad.data",
}
PHASE = "step"
SYMPTOM = "the loss does not fall"
SEE = ("the-training-loop", "parameter-buffer-state-dict")


def broken():
    D, lr = 6, 0.1
    w = torch.zeros(D, requires_grad=True)      # (D,)
    for _ in range(2):
        loss = (w - 1).square().mean()          # ()
        loss.backward()
        w = w - lr * w.grad                     # (D,)
        w.grad.zero_()


def fixed():
    D, lr = 6, 0.1
    w = torch.zeros(D, requires_grad=True)      # (D,)
    for _ in range(2):
        loss = (w - 1).square().mean()          # ()
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad                    # (D,)
        w.grad.zero_()


def tempting():
    D, lr = 6, 0.1
    w = torch.zeros(D, requires_grad=True)      # (D,)
    for _ in range(2):
        loss = (w - 1).square().mean()          # ()
        loss.backward()
        with torch.no_grad():
            w = w - lr * w.grad                 # (D,)


def main():
    try:
        broken()
    except AttributeError as error:
        print(error)
    fixed()
    try:
        tempting()
    except RuntimeError as error:
        print("under no_grad:", error)


if __name__ == "__main__":
    main()
