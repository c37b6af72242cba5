"""Name a sound in two ways: from its waveform, and from its spectrogram.

On waveforms: Dai et al., Very Deep Convolutional Neural Networks for Raw
Waveforms, 2017. On spectrograms: Hershey et al., CNN Architectures for
Large-Scale Audio Classification, 2017. Simplified: three convolutions in
place of dozens, no norms, and no mel scale.
"""

import torch
from torch import nn


def with_channel(x):
    """The sizes of (B, 1, T); refuse what a convolution would misread."""
    if x.ndim != 3 or x.shape[1] != 1:
        raise ValueError(f"I want (B, 1, T), got {tuple(x.shape)}")
    return x.shape


class OnWaves(nn.Module):
    """From waveforms (B, 1, T) to K scores each: (B, K)."""

    def __init__(self, K, D):
        super().__init__()
        self.convs = nn.Sequential(
            nn.Conv1d(1, D, kernel_size=32, stride=8, padding=12), nn.ReLU(),
            nn.Conv1d(D, D, kernel_size=8, stride=4, padding=2), nn.ReLU(),
            nn.Conv1d(D, D, kernel_size=4, stride=2, padding=1), nn.ReLU())
        self.head = nn.Linear(D, K)

    def forward(self, x):
        B, _, T = with_channel(x)                  # (B, 1, T)
        x = self.convs(x)                          # (B, D, T//64)
        x = x.mean(dim=2)                          # (B, D)
        return self.head(x)                        # (B, K)


class LogSpectrogram(nn.Module):
    """How loud each frequency is at each moment: (B, T) to (B, F, frames)."""

    def __init__(self, n, hop):
        super().__init__()
        self.n, self.hop = n, hop
        self.register_buffer("window", torch.hann_window(n))

    def forward(self, x):
        B, T = x.shape                               # (B, T)
        F, frames = self.n // 2 + 1, T // self.hop + 1
        form = dict(window=self.window, return_complex=True)
        x = torch.stft(x, self.n, self.hop, **form)  # (B, F, frames)
        x = x.abs() + 1e-4                           # (B, F, frames)
        return x.log()                               # (B, F, frames)


class OnSpectrograms(nn.Module):
    """From waveforms (B, 1, T) to K scores each, by way of a picture."""

    def __init__(self, K, D, n=128, hop=32):
        super().__init__()
        self.spectrogram = LogSpectrogram(n, hop)
        self.convs = nn.Sequential(
            nn.Conv2d(1, D, kernel_size=4, stride=2, padding=1), nn.ReLU(),
            nn.Conv2d(D, D, kernel_size=4, stride=2, padding=1), nn.ReLU(),
            nn.Conv2d(D, D, kernel_size=3, padding=1), nn.ReLU())
        self.head = nn.Linear(D, K)

    def forward(self, x):
        B, _, T = with_channel(x)                  # (B, 1, T)
        x = x.squeeze(1)                           # (B, T)
        x = self.spectrogram(x)
        B, F, frames = x.shape                     # (B, F, frames)
        x = x.unsqueeze(1)                         # (B, 1, F, frames)
        x = self.convs(x)                          # (B, D, F//4, frames//4)
        x = x.mean(dim=(2, 3))                     # (B, D)
        return self.head(x)                        # (B, K)


def main():
    B, T, D, K = 3, 1000, 24, 6
    x = torch.rand(B, 1, T) * 2 - 1                # (B, 1, T)
    for kind in (OnWaves, OnSpectrograms):
        model = kind(K, D)
        y = model(x)                               # (B, K)
        print(f"{kind.__name__}: {tuple(x.shape)} to {tuple(y.shape)}")
    spec = model.spectrogram(x.squeeze(1))
    print(f"a spectrogram of it is {tuple(spec.shape)}")


if __name__ == "__main__":
    main()
