"""Two sizes were left open, and only one can be worked out from the rest.

-1 means: as many as it takes. With one of them there is one answer, with two
there are many.

Fix: Name all sizes but one. They usually stand in the tensor's shape:
`B = x.shape[0]`, then `x.view(B, -1)`.

Tempting: Replace one -1 by the number that is right today. The next batch or
image size is another.
"""

import torch

MESSAGE = "only one dimension can be inferred"
PHASE = "forward"
SEE = ("view-reshape-flatten",)


def broken():
    B, L, nh, hd = 2, 6, 4, 8
    x = torch.rand(B, L, nh, hd)        # (B, L, nh, hd)
    return x.view(-1, -1, nh * hd)


def fixed():
    B, L, nh, hd = 2, 6, 4, 8
    x = torch.rand(B, L, nh, hd)        # (B, L, nh, hd)
    return x.view(B, -1, nh * hd)       # (B, L, nh*hd)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
