"""`:.3f` writes one number, and this tensor has a shape.

Only a tensor without dims, of shape (), is written like a float. Here the loss
was not reduced, so there is one per sample. A tensor of shape (1,) is refused
as well. Losses gathered from several GPUs are a vector too.

Fix: Reduce it: `loss.mean()`, and `.item()` where a number is all you want. If
you meant one number, look up which line left the dim.

Tempting: Leave `:.3f` out. It prints, and the next line, `loss.backward()`,
stops at the same tensor.
"""

import torch
from torch.nn import functional as F

MESSAGE = "unsupported format string passed to {loss:word}.__format__"
READ = ("{loss} is the type of what stands before the `:.3f`",)
PHASE = "evaluate"
SEE = ("reductions-and-math", "the-training-loop")


def broken():
    B, K = 4, 3
    logits = torch.rand(B, K)                   # (B, K)
    labels = torch.randint(K, (B,))             # (B,)
    loss = F.cross_entropy(logits, labels, reduction="none")  # (B,)
    return f"loss {loss:.3f}"


def fixed():
    B, K = 4, 3
    logits = torch.rand(B, K)                   # (B, K)
    labels = torch.randint(K, (B,))             # (B,)
    loss = F.cross_entropy(logits, labels, reduction="none")  # (B,)
    loss = loss.mean()                          # ()
    return f"loss {loss:.3f}"


def main():
    try:
        broken()
    except TypeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
