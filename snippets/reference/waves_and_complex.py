"""Turn waves into frequencies, and numbers into complex ones."""

import torch


def main():
    B, hop, D = 3, 10, 8
    T, n = 40 * hop, 4 * hop
    wave = torch.rand(B, T)                     # (B, T)
    window = torch.hann_window(n)               # (n,)
    pairs = torch.rand(B, D // 2, 2)            # (B, D/2, 2)
    angle = torch.rand(B, D)                    # (B, D)
    F, frames = n // 2 + 1, T // hop + 1
    form = dict(window=window, hop_length=hop)
    spec = torch.stft(wave, n, **form, return_complex=True)  # (B, F, frames)
    torch.stft(wave, n, **form, return_complex=True)  # (B, F, frames)
    torch.istft(spec, n, **form)                # (B, T)
    torch.fft.fft(wave)                         # (B, T)
    torch.fft.ifft(wave)                        # (B, T)
    torch.fft.rfft(wave)                        # (B, T/2+1)
    torch.fft.irfft(spec.mT)                    # (B, frames, n)
    torch.fft.fft2(spec)                        # (B, F, frames)
    torch.fft.ifft2(spec)                       # (B, F, frames)
    torch.fft.fftn(spec)                        # (B, F, frames)
    torch.fft.ifftn(spec)                       # (B, F, frames)
    torch.fft.fftfreq(n)                        # (n,)
    torch.fft.rfftfreq(n)                       # (F,)
    torch.fft.fftshift(wave)                    # (B, T)
    torch.fft.ifftshift(wave)                   # (B, T)
    torch.polar(torch.ones_like(angle), angle)  # (B, D)
    torch.complex(angle, angle)                 # (B, D)
    torch.view_as_complex(pairs)                # (B, D/2)
    torch.view_as_real(spec)                    # (B, F, frames, 2)
    spec.real                                   # (B, F, frames)
    spec.imag                                   # (B, F, frames)
    spec.abs()                                  # (B, F, frames)
    spec.angle()                                # (B, F, frames)
    spec.conj()                                 # (B, F, frames)
    out = torch.is_complex(spec)


if __name__ == "__main__":
    main()
