"""A window of fixed length reaches beyond the end of the dim.

`narrow(dim, start, length)` refuses to give less than it was asked for, and so
does `unfold`. A slice, `x[start:start + length]`, gives what there is without
a word.

Fix: Draw the start so that a whole window is left: below `L - W + 1`. Pad what
is shorter than one window.

Tempting: A slice. The last window is shorter, and the next `stack` refuses it.
"""

import torch

MESSAGE = "start ({start}) + length ({W}) exceeds dimension size ({L})."
READ = (
    "{start} is where the window begins, {W} how long it is, {L} what there is",
)
ALSO = {
    "maximum size for tensor at dimension": "unfold, whose window is too long",
}
PHASE = "load data"
MODELS = ("audio", "char_gpt")
SEE = ("indexing-and-masks",)


def broken():
    L, W, start = 20, 8, 14
    wave = torch.rand(L)                    # (L,)
    return wave.narrow(0, start, W)


def fixed():
    L, W = 20, 8
    wave = torch.rand(L)                    # (L,)
    start = torch.randint(L - W + 1, ()).item()
    return wave.narrow(0, start, W)         # (W,)


def tempting():
    L, W, start = 20, 8, 14
    wave = torch.rand(L)                    # (L,)
    window = wave[start:start + W]
    print(f"{len(window)} numbers, not {W}")


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
