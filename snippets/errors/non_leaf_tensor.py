"""The optimizer was handed the result of a computation, not a tensor to learn.

`requires_grad` was set on one tensor, and the line goes on: `* 0.01`, or
`.to(device)`, or `.float()`. What comes out is a new tensor, computed from
the first. Gradients collect in the first, which no name holds any more.

Fix: Compute the first values, then ask for gradients, as the last thing:
`nn.Parameter(torch.randn(D, K) * 0.01)`, or `requires_grad_()`.

Tempting: Call `detach()` on it. The optimizer takes it without a word, and
it has no gradient, so it is never changed.
"""

import torch
from torch import nn, optim

MESSAGE = "can't optimize a non-leaf Tensor"
PHASE = "build"
SYMPTOM = "a part of the model does not learn"
SEE = ("parameter-buffer-state-dict", "initialize-count-freeze")


def broken():
    D, K = 32, 10
    w = torch.randn(D, K, requires_grad=True) * 0.01  # (D, K)
    return optim.SGD([w], lr=0.1)


def fixed():
    B, D, K = 4, 32, 10
    w = nn.Parameter(torch.randn(D, K) * 0.01)  # (D, K)
    optimizer = optim.SGD([w], lr=0.1)
    before = w.clone()                  # (D, K)
    x = torch.rand(B, D)                # (B, D)
    loss = (x @ w).sum()                # ()
    loss.backward()
    optimizer.step()
    assert not w.equal(before)


def tempting():
    D, K = 32, 10
    w = torch.randn(D, K, requires_grad=True) * 0.01  # (D, K)
    w = w.detach()                      # (D, K)
    optim.SGD([w], lr=0.1)
    print(f"accepted, with requires_grad={w.requires_grad}")


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
