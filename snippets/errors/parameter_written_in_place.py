"""A parameter was written to in a place where torch keeps record.

A parameter is a leaf: it is where a graph begins. A recorded write would make
it the result of an operation, and its gradient would have no place to arrive.
So updates, initial values and moving averages are written off the record.

Fix: Write inside `with torch.no_grad():`. The functions of `nn.init` and the
optimizers do it that way.

Tempting: `w.data -= ...`. It works here. But a write through `.data` is never
noticed, also where backward still needs the old number; no_grad keeps that
guard.
"""

import torch

MESSAGE = (
    "a leaf Variable that requires grad is being used "
    "in an in-place operation."
)
ALSO = {
    "a view of a leaf Variable that requires grad is being used "
    "in an in-place operation.": "a row of it, as in weight[0] = 0",
    "a leaf Variable that requires grad has been used "
    "in an in-place operation.": "torch 1.4",
}
PHASE = "step"
SEE = ("initialize-count-freeze", "the-training-loop")


def broken():
    D = 6
    w = torch.zeros(D, requires_grad=True)      # (D,)
    loss = (w - 1).square().mean()              # ()
    loss.backward()
    w -= 0.1 * w.grad


def fixed():
    D = 6
    w = torch.zeros(D, requires_grad=True)      # (D,)
    loss = (w - 1).square().mean()              # ()
    loss.backward()
    with torch.no_grad():
        w -= 0.1 * w.grad                       # (D,)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
