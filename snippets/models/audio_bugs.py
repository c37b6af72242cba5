"""Plant eight bugs in two audio models that run on without an error."""

import torch
from torch import nn
from torch.nn import functional

from audio import LogSpectrogram, OnSpectrograms, OnWaves, with_channel
from promises import plant


class broken_log(LogSpectrogram):
    """log without the small number: silence is minus infinity."""

    def forward(self, x):
        form = dict(window=self.window, return_complex=True)
        return torch.stft(x, self.n, self.hop, **form).abs().log()


class broken_transposed(LogSpectrogram):
    """(B, frames, F): time stands where the frequencies should."""

    def forward(self, x):
        return super().forward(x).mT


class broken_reshape(LogSpectrogram):
    """reshape, where the two axes should be swapped: the numbers scramble."""

    def forward(self, x):
        spec = super().forward(x)
        return spec.mT.reshape(spec.shape)


class broken_window(LogSpectrogram):
    """A window of ones: each frequency leaks into all the others."""

    def forward(self, x):
        self.window.fill_(1)
        return super().forward(x)


class broken_pool(OnWaves):
    """The mean goes over the channels, and what is left is cut to size."""

    def forward(self, x):
        with_channel(x)
        x = self.convs(x).mean(dim=1)
        D = self.head.in_features
        return self.head(functional.adaptive_avg_pool1d(x, D))


class broken_level(OnWaves):
    """The loudness is divided out, but that of the whole batch."""

    def forward(self, x):
        return super().forward(x / x.std())


class broken_channel(OnWaves):
    """Nobody asks for the channel: a batch of one is taken for it."""

    def forward(self, x):
        return self.head(self.convs(x).mean(dim=-1))


class broken_stride(nn.Conv1d):
    """Kernel and stride are swapped: most of the sound is never heard."""

    def forward(self, x):
        weight = self.weight[..., :self.stride[0]]
        form = dict(stride=self.kernel_size, padding=self.padding)
        return functional.conv1d(x, weight, self.bias, **form)


BUGS = (broken_log, broken_transposed, broken_reshape, broken_window,
        broken_pool, broken_level, broken_channel, broken_stride)


def main():
    x = torch.rand(3, 1, 2600) - 0.5
    for broken in BUGS:
        both = nn.ModuleList([OnWaves(6, 24), OnSpectrograms(6, 24)])
        shapes = [tuple(model(x).shape) for model in plant(both, broken)]
        print(f"{broken.__name__:18}scores {shapes}")


if __name__ == "__main__":
    main()
