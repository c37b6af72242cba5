"""More is to be drawn than there is, and nothing may be drawn twice.

`torch.multinomial` takes each choice once, unless told otherwise. From K
choices it can draw K.

Fix: `replacement=True`, where the same one may come again. Where it may not,
draw fewer: `min(n, K)`.

Tempting: A loop that draws one at a time. Each draw starts anew, so the same
choice comes again, as with `replacement=True`.
"""

import torch

MESSAGE = (
    "cannot sample n_sample > prob_dist.size(-1) samples without replacement"
)
PHASE = "evaluate"
MODELS = ("char_gpt",)
SEE = ("losses-and-sampling",)


def broken():
    K, n = 4, 6
    p = torch.softmax(torch.rand(K), dim=0)             # (K,)
    return torch.multinomial(p, n)


def fixed():
    K, n = 4, 6
    p = torch.softmax(torch.rand(K), dim=0)             # (K,)
    return torch.multinomial(p, n, replacement=True)    # (n,)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
