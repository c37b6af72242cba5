"""Cutting off no padding cuts off everything.

`x[:, :-pad]` drops the last `pad` places. For `pad = 0` it reads `x[:, :-0]`,
and -0 is 0: up to place 0, which is nothing. No slice ever complains. Later a
mean of nothing is NaN, or a sum is 0.

Fix: Count from the front: `x[:, : L - pad]`.

Tempting: `if pad:` around the line. It works here, until the next slice of
this kind is written without it.

Check: Cut by 1 and by 0, and compare the lengths.
"""

import torch

PHASE = "forward"
SYMPTOM = "NaN or inf"
MODELS = ("audio", "unet")
SEE = ("indexing-and-masks", "pad-pool-resize")


def broken():
    def cut(x, pad):
        B, L = x.shape                  # (B, L)
        return x[:, :-pad]              # (B, _)

    return cut


def fixed():
    def cut(x, pad):
        B, L = x.shape                  # (B, L)
        return x[:, : L - pad]          # (B, L-pad)

    return cut


def check(cut):
    B, L = 2, 6
    x = torch.rand(B, L)                # (B, L)
    for pad in (1, 0):
        left = cut(x, pad).shape[1]
        assert left == L - pad, f"of {L}, {left} are left after cutting {pad}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
