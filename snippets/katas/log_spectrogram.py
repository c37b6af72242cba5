"""Turn a waveform into the picture of its sound: a log spectrogram.

You meet it at the front of most models that listen. Whisper squares the
magnitudes and gathers them in mel bands before it takes the log.
"""

import torch

MINUTES = 12
HINTS = (
    "torch.stft takes (B, T): one dim of (B, 1, T) has to go, and only one.",
    "A window on the wave's device, return_complex=True, and then abs().",
    "clamp(min=1e-5).log().unsqueeze(1)",
)


def log_spectrogram(wave, n, hop):
    """Turn waves (B, 1, T) into log magnitudes (B, 1, F, T/hop + 1).

    Use torch.stft with windows of n samples, hop samples apart, each weighed
    by torch.hann_window: F is n/2 + 1. Take magnitudes of at least 1e-5, and
    then their natural log.
    """
    B, C, T = wave.shape                            # (B, 1, T)
    x = wave.squeeze(1)                             # (B, T)
    window = torch.hann_window(n, device=x.device)  # (n,)
    x = torch.stft(x, n, hop, window=window, return_complex=True)
    x = x.abs().clamp(min=1e-5).log()               # (B, n//2+1, T//hop+1)
    return x.unsqueeze(1)                           # (B, 1, n//2+1, T//hop+1)


def wrong_squeeze(wave, n, hop):
    """squeeze() without a dim also takes a batch of one: say squeeze(1)."""
    x = wave.squeeze()
    window = torch.hann_window(n, device=x.device)
    x = torch.stft(x, n, hop, window=window, return_complex=True)
    return x.abs().clamp(min=1e-5).log().unsqueeze(1)


def wrong_no_channel(wave, n, hop):
    """A Conv2d wants a channel: unsqueeze(1) at the end."""
    x = wave.squeeze(1)
    window = torch.hann_window(n, device=x.device)
    x = torch.stft(x, n, hop, window=window, return_complex=True)
    return x.abs().clamp(min=1e-5).log()


def wrong_no_window(wave, n, hop):
    """Without a window every cut sounds like a click: torch.hann_window(n)."""
    x = torch.stft(
        wave.squeeze(1), n, hop, window=torch.ones(n), return_complex=True)
    return x.abs().clamp(min=1e-5).log().unsqueeze(1)


def wrong_window_on_the_cpu(wave, n, hop):
    """The window is made on the CPU: say device=wave.device."""
    x = torch.stft(
        wave.squeeze(1), n, hop, window=torch.hann_window(n),
        return_complex=True)
    return x.abs().clamp(min=1e-5).log().unsqueeze(1)


def wrong_no_floor(wave, n, hop):
    """The log of silence is -inf: clamp(min=1e-5) comes before it."""
    x = wave.squeeze(1)
    window = torch.hann_window(n, device=x.device)
    x = torch.stft(x, n, hop, window=window, return_complex=True)
    return x.abs().log().unsqueeze(1)


def wrong_power(wave, n, hop):
    """This is the power, the square: take abs() alone."""
    x = wave.squeeze(1)
    window = torch.hann_window(n, device=x.device)
    x = torch.stft(x, n, hop, window=window, return_complex=True)
    return x.abs().square().clamp(min=1e-5).log().unsqueeze(1)


def wrong_no_log(wave, n, hop):
    """Magnitudes differ by thousands, and an ear hears their log."""
    x = wave.squeeze(1)
    window = torch.hann_window(n, device=x.device)
    x = torch.stft(x, n, hop, window=window, return_complex=True)
    return x.abs().clamp(min=1e-5).unsqueeze(1)


def wrong_decibels(wave, n, hop):
    """log10 is for decibels: the natural log is asked."""
    x = wave.squeeze(1)
    window = torch.hann_window(n, device=x.device)
    x = torch.stft(x, n, hop, window=window, return_complex=True)
    return x.abs().clamp(min=1e-5).log10().unsqueeze(1)


def wrong_real_part(wave, n, hop):
    """The real part comes and goes with the phase: abs() is the magnitude."""
    x = wave.squeeze(1)
    window = torch.hann_window(n, device=x.device)
    x = torch.stft(x, n, hop, window=window, return_complex=True)
    return x.real.clamp(min=1e-5).log().unsqueeze(1)


def wrong_time_first(wave, n, hop):
    """Time is the last dim of a spectrogram, frequency the one before."""
    x = wave.squeeze(1)
    window = torch.hann_window(n, device=x.device)
    x = torch.stft(x, n, hop, window=window, return_complex=True)
    return x.abs().clamp(min=1e-5).log().unsqueeze(1).mT


def check(log_spectrogram):
    for B, n, hop, T in [(1, 8, 4, 20), (2, 16, 4, 48), (3, 12, 5, 40)]:
        torch.manual_seed(B)
        F = n // 2 + 1
        wave = torch.randn(B, 1, T)
        made = log_spectrogram(wave, n, hop)
        size = (B, 1, F, T // hop + 1)
        assert made.shape == size, "the shape is (B, 1, F, T/hop+1)"
        half = n // 2
        wide = torch.nn.functional.pad(wave, (half, half), mode="reflect")
        moments = wide.unfold(-1, n, hop) * torch.hann_window(n)
        wanted = torch.fft.rfft(moments).mT.abs().clamp(min=1e-5).log()
        assert torch.allclose(made, wanted, atol=1e-4), "the log of magnitudes"
        silence = log_spectrogram(torch.zeros(B, 1, T), n, hop)
        wanted = torch.tensor(1e-5).log().expand(size)
        assert torch.allclose(silence, wanted), "silence is log(1e-5)"
    far = torch.rand(2, 1, 40, device="meta")
    made = log_spectrogram(far, 16, 4)
    assert made.device == far.device, "it stays on the device of the wave"


def main():
    B, hop, T = 2, 16, 800
    n = 4 * hop
    time = torch.linspace(0, 1, T)                  # (T,)
    wave = (time * time * 1000).sin()               # (T,)
    wave = wave.expand(B, 1, T)                     # (B, 1, T)
    spec = log_spectrogram(wave, n, hop)            # (B, 1, n//2+1, T//hop+1)
    print(f"{tuple(wave.shape)} became {tuple(spec.shape)}")
    check(log_spectrogram)


if __name__ == "__main__":
    main()
