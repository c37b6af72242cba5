"""A reflection can't be wider than what is there to be reflected.

`mode="reflect"` fills the border with a mirror image, so it needs more numbers
than it adds. `torch.stft` pads by half a window on both sides in this mode: a
clip shorter than that is too short. With images it is a `ReflectionPad2d` on a
feature map that has become small.

Fix: Lengthen what is too short with zeros first, or leave such clips out when
the data is loaded. Look at the shape as well: (T, 2) instead of (2, T) is a
clip of two samples.

Tempting: `pad_mode="constant"` for all. If channels and time were swapped, it
runs too, and the spectrogram has two samples in it.
"""

import torch
from torch.nn import functional as F

MESSAGE = (
    "Padding size should be less than the corresponding input dimension, "
    "but got: padding ({left}, {right}) at dimension {dim:any} "
    "of input {seen:shape}"
)
READ = (
    "{left} before and {right} after are to be added: each is half of "
    "`n_fft` if you make a spectrogram",
    "{seen} is what they are added to, at dim {dim}, counted from 0: that "
    "dim has to be larger than both",
)
PHASE = "load data"
MODELS = ("audio",)
SEE = ("pad-pool-resize", "audio")


def broken():
    B, T, n_fft = 4, 150, 400
    x = torch.rand(B, T)                # (B, T)
    left = right = n_fft // 2
    seen = x[None]                      # (1, B, T)
    window = torch.hann_window(n_fft)   # (n_fft,)
    return torch.stft(x, n_fft, window=window, return_complex=True)


def fixed():
    B, T, n_fft = 4, 150, 400
    x = torch.rand(B, T)                # (B, T)
    lacks = max(0, n_fft - T)
    x = F.pad(x, (0, lacks))            # (B, n_fft)
    window = torch.hann_window(n_fft)   # (n_fft,)
    z = torch.stft(x, n_fft, window=window, return_complex=True)
    return z                            # (B, n_fft//2+1, 5)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
