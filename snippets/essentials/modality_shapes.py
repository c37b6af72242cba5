"""Recognise every modality by its raw shape, and turn each one into tokens."""

import math

import torch
from torch import nn

DEVICE = torch.device("cpu")


def as_tokens(h):
    B, D, *grid = h.shape
    L = math.prod(grid)
    return h.flatten(2).transpose(1, 2)                 # (B, L, D)


def main():
    B, D, ps = 8, 64, 4

    C, H, W = 3, 20, 28
    pixels = torch.randint(256, (B, C, H, W)).byte()    # (B, C, H, W)
    image = pixels.to(DEVICE) / 255                     # (B, C, H, W)
    patches = nn.Conv2d(C, D, ps, stride=ps, device=DEVICE)
    image_toks = as_tokens(patches(image))              # (B, H/ps*W/ps, D)

    V, L = 100, 12
    text = torch.randint(V, (B, L), device=DEVICE)      # (B, L)
    words = nn.Embedding(V, D, device=DEVICE)
    text_toks = words(text)                             # (B, L, D)

    T, pt = 6, 2
    video = torch.rand(B, C, T, H, W, device=DEVICE)    # (B, C, T, H, W)
    tube = (pt, ps, ps)
    tubelets = nn.Conv3d(C, D, tube, stride=tube, device=DEVICE)
    video_toks = as_tokens(tubelets(video))             # (B, T/pt*H/ps*W/ps, D)

    C, T, hop = 1, 1600, 160
    waveform = torch.rand(B, C, T, device=DEVICE)       # (B, C, T)
    windows = nn.Conv1d(C, D, hop, stride=hop, device=DEVICE)
    wave_toks = as_tokens(windows(waveform))            # (B, T/hop, D)

    F, T = 80, 36
    spectrogram = torch.rand(B, F, T, device=DEVICE)    # (B, F, T)
    tiles = nn.Conv2d(1, D, ps, stride=ps, device=DEVICE)
    as_image = spectrogram.unsqueeze(1)                 # (B, 1, F, T)
    spec_toks = as_tokens(tiles(as_image))              # (B, F/ps*T/ps, D)

    for toks in (image_toks, text_toks, video_toks, wave_toks, spec_toks):
        assert toks.ndim == 3 and toks.shape[-1] == D
    print("five modalities, and every one became (B, tokens, D)")


if __name__ == "__main__":
    main()
