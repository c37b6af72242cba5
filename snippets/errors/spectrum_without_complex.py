"""`stft` of a real wave asks whether its result may be complex numbers.

A spectrum has a size and a phase for each frequency: one complex number. Older
versions returned two real ones in a last dim, and code written for them says
nothing about it.

Fix: `return_complex=True`, and `.abs()` for the sizes alone.

Tempting: `return_complex=False`. It runs for now, with a warning, and every
dim counted from the end is another one.
"""

import torch

MESSAGE = (
    "stft requires the return_complex parameter be given for real inputs, and "
    "will further require that return_complex=True in a future PyTorch "
    "release."
)
ALSO = {
    "stft with return_complex=False is deprecated": "the warning of False",
}
PHASE = "load data"
MODELS = ("audio",)
SEE = ("shapes-by-modality",)


def broken():
    B, L, n = 2, 64, 16
    wave = torch.rand(B, L)                         # (B, L)
    window = torch.hann_window(n)                   # (n,)
    return torch.stft(wave, n, window=window)


def fixed():
    B, L, n = 2, 64, 16
    wave = torch.rand(B, L)                         # (B, L)
    window = torch.hann_window(n)                   # (n,)
    spectrum = torch.stft(wave, n, window=window, return_complex=True)
    return spectrum.abs()                           # (B, n/2+1, 1+4*L/n)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
