"""Turn a waveform into tokens: one for every short stretch of sound."""

import torch
from torch import nn

DEVICE = torch.device("cpu")


class WaveEmbedding(nn.Module):
    def __init__(self, in_ch, embed_dim, frame):
        super().__init__()
        self.embed = nn.Conv1d(in_ch, embed_dim, frame, stride=frame)

    def forward(self, x):
        """
        D = embed_dim
        L = T/frame
        """
        B, C, T = x.shape                          # (B, C, T)
        x = self.embed(x)                          # (B, D, L)
        return x.transpose(1, 2)                   # (B, L, D)


def pad_to_frames(x, frame):
    """Silence at the end, because Conv1d would drop an unfinished frame."""
    B, C, T = x.shape                              # (B, C, T)
    rest = -T % frame
    silence = x.new_zeros(B, C, rest)              # (B, C, rest)
    return torch.cat([x, silence], dim=2)          # (B, C, T+rest)


def main():
    B, C, T = 6, 2, 7900
    D, frame, rate = 48, 320, 16000
    L = (T + frame - 1) // frame
    wave = torch.rand(B, C, T, device=DEVICE)      # (B, C, T)
    model = WaveEmbedding(C, D, frame).to(DEVICE)
    cut = model.embed(wave)                        # (B, D, L-1)
    wave = pad_to_frames(wave, frame)              # (B, C, L*frame)
    toks = model(wave)                             # (B, L, D)
    print(f"wave {tuple(wave.shape)}")
    print(f"toks {tuple(toks.shape)}, one hears {frame / rate} s")
    print(f"without padding {cut.shape[2]} tokens")


if __name__ == "__main__":
    main()
