"""The classes of the logits stand last, and the loss looks for them in dim 1.

`cross_entropy` takes (B, K) with (B,), or with more dims (B, K, ...) with
(B, ...): the classes are always dim 1. A language model gives (B, L, V), so
the loss takes `L` for the classes. One label per sequence says the same; there
the loss wants the logits of one step, `logits[:, -1]`.

Fix: Move the classes: `logits.transpose(1, 2)`. Or make one long batch of both,
`logits.flatten(0, 1)` against `target.flatten()`; the mean is the same.

Tempting: `logits.view(B, V, L)`. The shape is right and the numbers are not:
view does not swap dims, so each row of logits is spread over many tokens.
"""

import torch
from torch.nn import functional as F

MESSAGE = "Expected target size {wanted:shape}, got {target:shape}"
READ = (
    "{wanted} is the logits' shape without dim 1, taken for the classes",
    "{target} is the shape of the target",
)
ALSO = {
    "Expected target size {wanted:shape}, got torch.Size({target:shape})": (
        "older torch"
    ),
}
PHASE = "loss"
MODELS = ("char_gpt",)
SEE = ("transpose-permute", "losses-and-sampling")


def broken():
    B, L, V = 2, 5, 10
    logits = torch.rand(B, L, V)                # (B, L, V)
    target = torch.randint(V, (B, L))           # (B, L)
    wanted = logits[:, 0]                       # (B, V)
    return F.cross_entropy(logits, target)


def fixed():
    B, L, V = 2, 5, 10
    logits = torch.rand(B, L, V)                # (B, L, V)
    target = torch.randint(V, (B, L))           # (B, L)
    logits = logits.transpose(1, 2)             # (B, V, L)
    return F.cross_entropy(logits, target)      # ()


def tempting():
    B, L, V = 2, 5, 10
    logits = torch.rand(B, L, V)                # (B, L, V)
    viewed = logits.view(B, V, L)               # (B, V, L)
    return viewed.equal(logits.transpose(1, 2))


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()
    print(f"view is transpose: {tempting()}")


if __name__ == "__main__":
    main()
